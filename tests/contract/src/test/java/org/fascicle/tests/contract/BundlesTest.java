package org.fascicle.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles of the distribution, all of them together in a framework. */
final class BundlesTest {
    @TempDir
    private static Path home;
    private static Workbench workbench;

    @BeforeAll
    static void start() {
        workbench = Workbench.start(home);
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    @Test
    void nothing_is_told_at_the_start_and_the_doctor_misses_nothing_but_data() {
        assertEquals("", workbench.messages());
        Outcome outcome = workbench.run("doctor", "--json");
        assertEquals(0, outcome.exitCode());
        assertEquals(List.of(), outcome.errLines());
        List<JsonObject> faults = outcome.json().stream().filter(finding -> !finding.getBoolean("fine"))
                .filter(finding -> !finding.getString("area").equals("data")).toList();
        assertEquals(List.of(), faults);
        assertTrue(outcome.json().stream().anyMatch(finding -> finding.getString("area").equals("component")),
                outcome.out());
    }

    @Test
    void every_package_that_a_bundle_wants_comes_from_a_bundle_or_the_jdk() {
        // All of them, because what a fragment wants is wired to its host.
        Set<BundleRequirement> wired = Arrays.stream(workbench.context().getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .flatMap(wiring -> wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(wire -> wire.getRequirement()).collect(Collectors.toSet());
        List<String> unwired = new ArrayList<>();
        for (Bundle bundle : workbench.context().getBundles()) {
            for (BundleRequirement wanted : bundle.adapt(BundleRevision.class)
                    .getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
                if (!wired.contains(wanted) && !wanted.getDirectives().containsKey(Constants.RESOLUTION_DIRECTIVE)
                        && !isExportedBy(bundle, wanted)) {
                    unwired.add(bundle.getSymbolicName() + ": " + wanted);
                }
            }
        }
        assertEquals(List.of(), unwired);
    }

    /** A bundle may import what it exports, so that all share one; alone, it is its own source. */
    private static boolean isExportedBy(Bundle bundle, BundleRequirement wanted) {
        return bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .anyMatch(wanted::matches);
    }

    @Test
    void a_package_of_ours_is_exported_once_with_a_version() {
        Map<Object, String> exporters = new HashMap<>();
        for (Bundle bundle : workbench.context().getBundles()) {
            for (BundleCapability export : bundle.adapt(BundleRevision.class)
                    .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                String name = (String) export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
                if (name.startsWith("org.fascicle.")) {
                    assertTrue(name.startsWith(bundle.getSymbolicName()), bundle + " exports " + name);
                    assertNotEquals(Version.emptyVersion, export.getAttributes().get("version"), name);
                    String other = exporters.put(name, bundle.getSymbolicName());
                    assertTrue(other == null, () -> name + " comes from " + other + " and from " + bundle);
                }
            }
        }
        assertTrue(exporters.size() > 10, exporters::toString);
    }

    @Test
    void who_implements_what_the_workbench_provides_is_bound_to_its_minor_version_and_others_to_the_major_one() {
        Version version = (Version) bundle("org.fascicle.nn").adapt(BundleRevision.class)
                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).getFirst().getAttributes().get("version");
        Version lowest = new Version(version.getMajor(), version.getMinor(), 0);
        // the compiler implements scopes, layers only call them
        assertEquals(new VersionRange('[', lowest, new Version(lowest.getMajor(), lowest.getMinor() + 1, 0), ')'),
                wanted("org.fascicle.compiler"));
        assertEquals(new VersionRange('[', lowest, new Version(lowest.getMajor() + 1, 0, 0), ')'),
                wanted("org.fascicle.layers"));
    }

    /** Which versions of the contracts a bundle imports. */
    private static VersionRange wanted(String bundle) {
        String filter = bundle(bundle).adapt(BundleRevision.class)
                .getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(wanted -> wanted.getDirectives().get(Constants.FILTER_DIRECTIVE))
                .filter(text -> text.contains("=org.fascicle.nn)")).findFirst().orElseThrow();
        Matcher bounds = Pattern.compile("\\(version>=([^)]*)\\)\\(!\\(version>=([^)]*)\\)\\)").matcher(filter);
        assertTrue(bounds.find(), filter);
        return new VersionRange('[', new Version(bounds.group(1)), new Version(bounds.group(2)), ')');
    }

    private static Bundle bundle(String name) {
        return Arrays.stream(workbench.context().getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst().orElseThrow();
    }
}
