package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.activations.Identity;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.layers.Dense;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Quadratic;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Loss;
import org.fascicle.optimizers.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that has no output for a class is refused before its first step, where the loss needs one. */
class ClassOutputsTest {
    private static Optional<ClassOutputs> tooFew(int units, int classes, Loss loss) {
        List<String> names = IntStream.range(0, classes).mapToObj(number -> "c" + number).toList();
        Task task = new Task(new Dense(units, new Identity()), loss, new Sgd(0.1), Map.of(),
                List.of(Feature.of("x", TensorType.of(DType.F32, 4)),
                        Feature.classes("y", TensorType.of(DType.I32), names)));
        return ClassOutputs.tooFew(task, loss, 5);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "1, 10", "9, 10"})
    void fewer_units_than_classes_are_refused_with_the_remedy(int units, int classes) {
        for (Loss loss : List.of(new Quadratic(), new MeanSquaredError(Reduction.MEAN))) {
            ClassOutputs few = tooFew(units, classes, loss).orElseThrow();
            assertEquals("an output for each of the " + classes + " classes of the data", few.expected());
            assertEquals("a model that gives " + units + (units == 1 ? " number" : " numbers") + " for each example",
                    few.found());
            assertEquals("let the last layer give " + classes + " units, or, where these classes are values, have the "
                    + "dataset give them as numbers", few.hint());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void one_unit_or_more_tell_two_classes_apart(int units) {
        assertEquals(Optional.empty(), tooFew(units, 2, new Quadratic()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_unit_for_each_class_and_more_are_taken(int units) {
        assertEquals(Optional.empty(), tooFew(units, 3, new CrossEntropy()));
    }

    /** As of pairs: the length of the output counts, and whose classes are the same. */
    @Test
    void a_loss_that_compares_no_columns_with_classes_takes_any_number_of_units() {
        assertEquals(Optional.empty(), tooFew(2, 10, (output, target) -> output.square().mean()));
    }
}
