package org.fascicle.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.Sample;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    private final Contributions contributions = Sample.contributions();

    private Description describe(String layer) {
        return Description.of(contributions.find(Kind.LAYER, layer).orElseThrow(), contributions);
    }

    @Test
    void a_description_is_read_from_the_record() {
        assertEquals(new Description(Kind.LAYER, "dense", "every output is a weighted sum of every input", List.of(),
                "", "org.fascicle.layers", "1.0.0", List.of(
                new Option("units", "whole number", Optional.empty(), "at least 1", "number of outputs"),
                new Option("activation", "activation", Optional.of("relu"), "", "what the sums go through"),
                new Option("bias", "true or false", Optional.of("true"), "", "")),
                "dense: {units: 4, activation: relu, bias: true}"), describe("dense"));
        assertEquals("from 0 to 0.95", describe("dropout").options().getFirst().range());
        assertEquals("list of layers", describe("residual").options().getFirst().type());
    }

    @Test
    void every_sort_of_option_has_a_type_and_a_default_in_words() {
        assertEquals(List.of("whole number = 1", "whole number = 2", "number = 0.00001", "number = 0.1",
                "true or false = true", "text = no", "valid | same-upper = same-upper",
                "list of whole numbers = [1, 2]",
                "mapping of names to numbers = {a: 1.5}", "number = none", "whole number = 3",
                "mapping with height, width = {height: 3, width: 5}", "list of mappings = [{height: 1, width: 2}]",
                "activation = none", "mapping of names to activations = [relu]",
                "list of texts = [yes, '1', 'a: b', '']",
                "mapping of names to valid | same-upper = {}"), describe("many").options().stream()
                .map(option -> option.type() + " = " + option.defaultValue().orElseThrow()).toList());
    }
}
