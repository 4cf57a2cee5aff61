package org.fascicle.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
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
        List<String> unwired = new ArrayList<>();
        for (Bundle bundle : workbench.context().getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            List<BundleRequirement> wired = wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .map(wire -> wire.getRequirement()).toList();
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
                    assertEquals("0.1.0", String.valueOf(export.getAttributes().get("version")), name);
                    String other = exporters.put(name, bundle.getSymbolicName());
                    assertTrue(other == null, () -> name + " comes from " + other + " and from " + bundle);
                }
            }
        }
        assertTrue(exporters.size() > 10, exporters::toString);
    }
}
