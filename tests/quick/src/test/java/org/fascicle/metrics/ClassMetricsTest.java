package org.fascicle.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.activations.Evaluation;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Metric;
import org.fascicle.optimizers.Sgd;
import org.junit.jupiter.api.Test;

/** The expected figures are counted by hand. */
class ClassMetricsTest {
    /** Given 0, 0, 1, 2, 1, 0 where 0, 1, 1, 1, 2, 0 is wanted. */
    private static final HostTensor OUTPUT = HostTensor.of(Shape.of(6, 3), 9f, 1f, 2f, 5f, 4f, 3f, 1f, 7f, 2f, 0f, 1f,
            2f, 0f, 3f, 1f, 4f, 3f, 2f);
    private static final HostTensor TARGET = HostTensor.of(Shape.of(6), 0, 1, 1, 1, 2, 0);

    @Test
    void a_class_is_found_among_the_k_largest_and_of_equals_the_first_is_larger() {
        HostTensor output = HostTensor.of(Shape.of(4, 3), 1f, 2f, 3f, 1f, 2f, 3f, 5f, 5f, 5f, Float.NaN, 2f, 1f);
        HostTensor target = HostTensor.of(Shape.of(4), 1, 0, 1, 1);
        assertArrayEquals(new double[] {2, 4}, sum(new TopK(2), output, target));
        assertArrayEquals(new double[] {0, 4}, sum(new TopK(1), output, target));
        assertArrayEquals(new double[] {3, 4}, sum(new TopK(3), output, target));
        assertArrayEquals(new double[] {0, 1}, sum(new TopK(3), HostTensor.of(Shape.of(1, 3), -1f, -2f, -3f),
                HostTensor.of(Shape.of(1), 7)));
    }

    @Test
    void the_best_of_k_guesses_of_a_single_output_is_refused() {
        HostTensor output = HostTensor.of(Shape.of(2, 1), new float[2]);
        assertTrue(assertThrows(ShapeException.class, () -> sum(new TopK(2), output, HostTensor.of(Shape.of(2), 0, 1)))
                .getMessage().endsWith("take `accuracy` for a single output"));
    }

    @Test
    void a_confusion_matrix_counts_rows_by_what_was_wanted_and_what_was_given() {
        Metric confusion = new ConfusionMatrix(0.5);
        double[] sum = sum(confusion, OUTPUT, TARGET);
        assertArrayEquals(new double[] {2, 0, 0, 1, 1, 1, 0, 1, 0}, sum);
        assertEquals(0.5, confusion.value(sum));
        assertEquals(Map.of("0.0", 2.0, "1.0", 1.0, "1.1", 1.0, "1.2", 1.0, "2.1", 1.0), confusion.parts(sum));
    }

    @Test
    void a_single_output_has_the_classes_0_and_1() {
        HostTensor output = HostTensor.of(Shape.of(4, 1), -1f, 2f, 3f, -4f);
        assertArrayEquals(new double[] {1, 1, 1, 1},
                sum(new ConfusionMatrix(0), output, HostTensor.of(Shape.of(4), 0, 0, 1, 1)));
        assertArrayEquals(new double[] {1, 1, 1, 1},
                sum(new ConfusionMatrix(0), output, HostTensor.of(Shape.of(4, 1), 0f, 0f, 1f, 1f)));
    }

    @Test
    void precision_recall_and_f1_are_those_of_each_class_and_their_averages() {
        double[] sum = sum(new Precision(Averaging.MACRO, 0.5), OUTPUT, TARGET);
        // right, given, wanted
        assertArrayEquals(new double[] {2, 1, 0, 3, 2, 1, 2, 3, 1}, sum);
        assertEquals((2.0 / 3 + 1.0 / 2 + 0) / 3, new Precision(Averaging.MACRO, 0.5).value(sum), 1e-15);
        assertEquals((1 + 1.0 / 3 + 0) / 3, new Recall(Averaging.MACRO, 0.5).value(sum), 1e-15);
        assertEquals((4.0 / 5 + 2.0 / 5 + 0) / 3, new F1(Averaging.MACRO, 0.5).value(sum), 1e-15);
        assertEquals(0.5, new Recall(Averaging.MICRO, 0.5).value(sum), 1e-15);
        assertEquals((2 * 2.0 / 3 + 3 * 0.5) / 6, new Precision(Averaging.WEIGHTED, 0.5).value(sum), 1e-15);
        assertEquals(1.0 / 3, new Recall(Averaging.POSITIVE, 0.5).value(sum), 1e-15);
        assertEquals(Map.of("0", 1.0, "1", 1.0 / 3, "2", 0.0), new Recall(Averaging.MACRO, 0.5).parts(sum));
    }

    @Test
    void a_class_that_nobody_names_counts_for_nothing() {
        double[] sum = {1, 0, 1, 1, 0, 2, 2, 0, 1};
        assertEquals((1 + 0.5) / 2, new Precision(Averaging.MACRO, 0.5).value(sum), 1e-15);
        assertEquals(Map.of("0", 1.0, "2", 0.5), new Precision(Averaging.MACRO, 0.5).parts(sum));
    }

    @Test
    void the_area_is_the_share_of_pairs_in_the_right_order() {
        HostTensor scores = HostTensor.of(Shape.of(5), 0.1f, 0.4f, 0.35f, 0.8f, 0.4f);
        HostTensor target = HostTensor.of(Shape.of(5), 0, 0, 1, 1, 1);
        // of six pairs four are right, and one is of equals
        assertEquals(4.5 / 6, figure(new AreaUnderCurve(false, 100), scores, target), 1e-15);
        HostTensor logits = HostTensor.of(Shape.of(5, 1), -30f, 3f, 2f, 50f, 3f);
        assertEquals(4.5 / 6, figure(new AreaUnderCurve(true, 1000), logits, target), 1e-15);
        HostTensor columns = HostTensor.of(Shape.of(5, 2), 30f, 0f, 0f, 3f, 0f, 2f, 0f, 50f, 0f, 3f);
        assertEquals(4.5 / 6, figure(new AreaUnderCurve(true, 1000), columns, target), 1e-15);
    }

    @Test
    void the_area_of_several_classes_is_the_mean_of_each_against_the_rest() {
        HostTensor output = HostTensor.of(Shape.of(3, 3), 0.8f, 0.1f, 0.1f, 0.2f, 0.5f, 0.3f, 0.6f, 0.2f, 0.2f);
        Metric area = new AreaUnderCurve(false, 100);
        double[] sum = sum(area, output, HostTensor.of(Shape.of(3), 0, 1, 2));
        assertEquals(Map.of("0", 1.0, "1", 1.0, "2", 0.5), area.parts(sum));
        assertEquals(2.5 / 3, area.value(sum), 1e-15);
    }

    @Test
    void without_examples_of_both_sorts_there_is_no_area() {
        assertTrue(Double.isNaN(figure(new AreaUnderCurve(false, 10), HostTensor.of(Shape.of(2), 0.1f, 0.9f),
                HostTensor.of(Shape.of(2), 1, 1))));
    }

    @Test
    void the_accuracy_of_slices_is_that_of_the_worst() {
        Metric slices = new SliceAccuracy("y", 0, 0.5);
        double[] sum = sum(slices, OUTPUT, TARGET);
        assertEquals(0, slices.value(sum));
        assertEquals(Map.of("0", 1.0, "1", 1.0 / 3, "2", 0.0), slices.parts(sum));
    }

    @Test
    void slices_may_be_told_by_another_feature_of_the_batch() {
        List<Feature> features = List.of(Feature.of("x", TensorType.of(DType.F32, 3)),
                Feature.of("y", TensorType.of(DType.I32)), Feature.of("group", TensorType.of(DType.I32)));
        SliceAccuracy slices = new SliceAccuracy("group", 2, 0.5);
        StepGraph step = new Tracer(new Task((x, scope) -> x, new CrossEntropy(), new Sgd(0.1),
                Map.of("slices", slices), features)).evaluation(6);
        Map<String, HostTensor> values = new HashMap<>();
        step.graph().inputs().forEach(input -> values.put(input.op().name(), HostTensor.zeros(input.type())));
        values.putAll(Map.of(StepGraph.BATCH + "x", OUTPUT, StepGraph.BATCH + "y", TARGET,
                StepGraph.BATCH + "group", HostTensor.of(Shape.of(6), 0, 0, 0, 1, 1, 5)));
        Map<String, HostTensor> results = Interpreter.run(step.graph().verify(), values);
        double[] sum = results.get(step.graph().aliases().get("metric/slices")).toDoubles();
        assertArrayEquals(new double[] {2, 0, 3, 2}, sum);
        assertEquals(Map.of("0", 2.0 / 3, "1", 0.0), slices.parts(sum));
    }

    private static double figure(Metric metric, HostTensor output, HostTensor target) {
        return metric.value(sum(metric, output, target));
    }

    private static double[] sum(Metric metric, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> metric.batch(x.get(0), x.get(1), x.get(2)), output, target,
                HostTensor.of(Shape.SCALAR, 0f)).toDoubles();
    }
}
