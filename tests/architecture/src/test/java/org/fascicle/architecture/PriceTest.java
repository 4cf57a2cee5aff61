package org.fascicle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.fascicle.architecture.Price.Place;
import org.junit.jupiter.api.Test;

/** One new thing is one new class, its test and its docs; see {@link PriceReport}. */
class PriceTest {
    private static final Addition DENSE = new Addition("layer", "dense",
            "bundles/org.fascicle.layers/src/main/java/org/fascicle/layers/Dense.java");

    @Test
    void a_contribution_is_named_by_its_class_its_tests_its_docs_and_what_is_made_of_it_alone() {
        assertEquals(List.of(), faults(Addition::isContribution));
    }

    @Test
    void a_pass_is_named_in_the_list_of_passes_and_in_its_test() {
        assertEquals(List.of(), faults(addition -> addition.kind().equals(Addition.PASS)));
    }

    @Test
    void an_operation_is_named_by_its_family_the_tensor_the_reference_its_row_and_what_lowers_it_alone() {
        assertEquals(List.of(), faults(addition -> addition.kind().equals(Addition.OPERATION)));
    }

    private static List<String> faults(Predicate<Addition> which) {
        Map<Addition, Price> today = PriceReport.today();
        assertTrue(today.keySet().stream().filter(which).count() > 5, today::toString);
        return today.entrySet().stream().filter(entry -> which.test(entry.getKey()))
                .flatMap(entry -> PriceReport.faults(entry.getKey(), entry.getValue()).stream()).toList();
    }

    @Test
    void the_report_has_a_line_for_each() {
        String report = PriceReport.text();
        System.out.println(report);
        for (String line : List.of("layer +dense", "operation +Scan", "pass +Simplify", "optimizer +adam")) {
            assertEquals(1, Sources.matches("^(" + line + " +\\d.*)$", report).count(), line);
        }
    }

    @Test
    void a_list_of_layers_would_be_found() {
        String list = "bundles/org.fascicle.workbench/src/main/java/org/fascicle/workbench/Layers.java";
        assertEquals(Set.of(list), elsewhere(list,
                "package org.fascicle.workbench;\nimport org.fascicle.layers.Dense;"));
        assertEquals(Set.of(list), elsewhere(list, "Object make(String name) { return name.equals(\"dense\"); }"));
        assertEquals(Set.of(), elsewhere(list, "// a \"dense\" layer, org.fascicle.layers.Dense\nint dense;"));
        String neighbour = "bundles/org.fascicle.layers/src/main/java/org/fascicle/layers/Layers.java";
        assertEquals(Set.of(neighbour), elsewhere(neighbour, "List<Type> TYPES = List.of(Dense.TYPE);"));
        assertEquals(Set.of("features/nn.json"), elsewhere("features/nn.json", "{\"layers\": [\"dense\"]}"));
    }

    @Test
    void a_block_that_holds_layers_and_its_parts_are_users() {
        String block = "bundles/org.acme/src/main/java/org/acme/Block.java";
        String part = "bundles/org.acme/src/main/java/org/acme/Heads.java";
        Price price = Price.of(DENSE, Map.of(
                block, "import org.fascicle.layers.Dense;\n@Component @LayerName(\"block\") "
                + "record Block(Heads heads) {}",
                part, "import org.fascicle.layers.Dense;\nrecord Heads(Dense dense) {}"));
        assertEquals(Set.of(block, part), price.places().get(Place.USER));
    }

    private static Set<String> elsewhere(String path, String text) {
        return Price.of(DENSE, Map.of(path, text)).elsewhere();
    }
}
