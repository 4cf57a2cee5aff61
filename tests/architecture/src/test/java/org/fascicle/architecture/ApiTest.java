package org.fascicle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others compile against. */
class ApiTest {
    private static final Pattern OPEN_TYPE = Pattern.compile("((?:^ *@[^\\n]*\\n)*)^ *public (?:static )?"
            + "(?:abstract |sealed |non-sealed )*(?:interface|class) (\\w+)", Pattern.MULTILINE);

    private static final Pattern EXPORT = Pattern.compile("^@(?:[\\w.]+\\.)?Export\\b", Pattern.MULTILINE);

    /** Exported packages with their versions. */
    private static Map<String, String> exports() {
        Map<String, String> exports = new TreeMap<>();
        for (Path file : Sources.mainSources("bundles")) {
            String text = Sources.read(file);
            if (file.endsWith("package-info.java") && EXPORT.matcher(text).find()) {
                exports.put(Sources.packageOf(Sources.relative(file)),
                        Sources.matches("^@Version\\(\"(.*)\"\\)", text).findFirst().orElse("none"));
            }
        }
        return exports;
    }

    @Test
    void the_exported_packages_are_those_of_the_page_with_their_versions() {
        Map<String, String> told = new TreeMap<>();
        Sources.matches("^\\| (`org\\.fascicle[\\w.]*` \\| [\\d.]+) \\|",
                Sources.read(Sources.ROOT.resolve("docs/architecture.md"))).forEach(row -> {
                    String[] cells = row.split("`? \\| ");
                    told.put(cells[0].substring(1), cells[1]);
                });
        assertEquals(exports(), told);
    }

    @Test
    void a_type_that_can_be_extended_says_whether_providers_or_consumers_do() {
        Map<String, String> exports = exports();
        List<String> faults = new ArrayList<>();
        List<String> marked = new ArrayList<>();
        for (Path file : Sources.mainSources("bundles")) {
            String name = Sources.packageOf(Sources.relative(file));
            if (exports.containsKey(name)) {
                OPEN_TYPE.matcher(Sources.code(Sources.read(file))).results().forEach(type -> {
                    boolean provider = type.group(1).contains("@ProviderType");
                    boolean consumer = type.group(1).contains("@ConsumerType");
                    (provider == consumer ? faults : marked).add(name + "." + type.group(2));
                });
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(marked.containsAll(List.of("org.fascicle.nn.Layer", "org.fascicle.nn.Scope",
                "org.fascicle.graph.Rule", "org.fascicle.testkit.LayerContract")), marked::toString);
    }

    @Test
    void a_frozen_package_rests_on_frozen_packages_alone() {
        Map<String, String> exports = exports();
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.mainSources("bundles")) {
            if (isFrozen(exports, Sources.packageOf(Sources.relative(file)))) {
                Sources.matches("^import (?:static )?(org\\.fascicle\\.[a-z.]+)\\.[A-Z]", Sources.read(file))
                        .filter(name -> !isFrozen(exports, name))
                        .forEach(name -> faults.add(Sources.relative(file) + " imports " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    private static boolean isFrozen(Map<String, String> exports, String name) {
        return !exports.getOrDefault(name, "0").startsWith("0");
    }
}
