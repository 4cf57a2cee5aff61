package org.fascicle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each room may know. */
class RoomsTest {
    private static final List<String> PLAIN = List.of("org.fascicle.graph", "org.fascicle.tensor",
            "org.fascicle.contribution", "org.fascicle.nn", "org.fascicle.data", "org.fascicle.backend",
            "org.fascicle.compiler", "org.fascicle.experiment");

    @Test
    void a_bundle_imports_only_bundles_that_stand_before_it() {
        List<String> order = Sources.bundles();
        assertTrue(order.containsAll(PLAIN), order::toString);
        List<String> faults = new ArrayList<>();
        for (String bundle : order) {
            for (Path file : Sources.mainSources("bundles/" + bundle)) {
                // in code, not only in imports: a name may be written out
                Sources.matches("(?<![\\w.\"])(org\\.fascicle\\.[\\w.]+)", Sources.code(Sources.read(file)))
                        .filter(name -> order.indexOf(home(order, name)) > order.indexOf(bundle))
                        .forEach(name -> faults.add(file.getFileName() + " of " + bundle + " names " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    /** The bundle whose name is the longest prefix of a type's. */
    private static String home(List<String> bundles, String type) {
        return bundles.stream().filter(bundle -> (type + ".").startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new AssertionError(type + " is of no bundle"));
    }

    @Test
    void language_contracts_compiler_and_experiments_know_no_framework() {
        List<String> faults = new ArrayList<>();
        for (String bundle : PLAIN) {
            for (Path file : Sources.mainSources("bundles/" + bundle)) {
                Sources.matches("^import (org\\.osgi\\.[\\w.]+);", Sources.read(file))
                        .filter(name -> !name.startsWith("org.osgi.annotation."))
                        .filter(name -> !name.startsWith("org.osgi.service.component.annotations."))
                        .forEach(name -> faults.add(file.getFileName() + " imports " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void no_backend_is_named_outside_its_bundle() {
        List<String> faults = new ArrayList<>();
        for (String bundle : Sources.bundles()) {
            for (Path file : Sources.mainSources("bundles/" + bundle)) {
                Sources.matches("\"(cpu|opencl|reference)\"", Sources.read(file))
                        .filter(name -> !bundle.equals("org.fascicle.backend." + name))
                        // a command of the shell has the same name, and writes pages
                        .filter(name -> !(bundle.equals("org.fascicle.shell") && name.equals("reference")))
                        .forEach(name -> faults.add(file.getFileName() + " of " + bundle + " names " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void an_exported_package_says_so_with_its_version_and_what_it_is() {
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.mainSources("bundles")) {
            if (file.endsWith("package-info.java")) {
                String text = Sources.read(file);
                if (text.contains("@Export") && !(text.contains("@Version(\"") && text.startsWith("/**"))) {
                    faults.add(file.toString());
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void a_bundle_is_described_in_thirty_lines() {
        for (String bundle : Sources.bundles()) {
            Path pom = Sources.ROOT.resolve("bundles").resolve(bundle).resolve("pom.xml");
            assertTrue(Files.exists(pom), pom::toString);
            assertTrue(Sources.read(pom).lines().count() <= 30, () -> pom + " has more than 30 lines");
        }
    }

    @Test
    void third_party_versions_stand_in_the_target_platform_alone() {
        List<String> faults = new ArrayList<>();
        Sources.files(Sources.ROOT).filter(file -> file.endsWith("pom.xml"))
                .filter(file -> !file.endsWith("target-platform/pom.xml"))
                .forEach(pom -> Sources.matches("<version>([^<$\\[]*)</version>", Sources.read(pom))
                        .filter(version -> !version.equals("0.1.0-SNAPSHOT"))
                        .filter(version -> !pom.toString().contains("/tests/plugins/"))
                        .forEach(version -> faults.add(Sources.ROOT.relativize(pom) + " names " + version)));
        assertEquals(List.of(), faults);
    }
}
