package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.experiment.run.Signature;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    @Test
    void logits_go_through_a_softmax_and_the_largest_is_the_class() {
        Verdicts verdicts = Verdicts.of(List.of(HostTensor.of(Shape.of(2, 2), 0f, (float) Math.log(3), 5f, 1f)), 2, 2);
        assertEquals(Signature.Outputs.LOGITS, verdicts.reading());
        assertEquals(1, verdicts.best(0));
        assertEquals(0.75, verdicts.probability(0, 1), 1e-7);
        assertEquals(0, verdicts.best(1));
    }

    @Test
    void outputs_from_0_to_1_are_probabilities() {
        Verdicts verdicts = Verdicts.of(List.of(HostTensor.of(Shape.of(1, 3), 0.2f, 0.5f, 0.3f)), 3, 1);
        assertEquals(1, verdicts.best(0));
        assertEquals(0.5, verdicts.probability(0, 1), 1e-7);
    }

    @Test
    void one_output_tells_two_classes_apart() {
        Verdicts sigmoid = Verdicts.of(List.of(HostTensor.of(Shape.of(2, 1), 0.4f, 0.9f)), 2, 2);
        assertEquals(0, sigmoid.best(0));
        assertEquals(0.6, sigmoid.probability(0, 0), 1e-6);
        assertEquals(1, sigmoid.best(1));
        Verdicts logits = Verdicts.of(List.of(HostTensor.of(Shape.of(2, 1), -2f, 0.1f)), 2, 2);
        assertEquals(0, logits.best(0));
        assertEquals(1, logits.best(1));
        assertEquals(1 / (1 + Math.exp(2)), logits.probability(0, 1), 1e-7);
    }

    @Test
    void what_fills_up_the_last_batch_is_left_out() {
        Verdicts verdicts = Verdicts.of(List.of(HostTensor.of(Shape.of(2, 1), 0f, 1f),
                HostTensor.of(Shape.of(2, 1), 1f, 0f)), 2, 3);
        assertEquals(List.of(0, 1, 1), List.of(verdicts.best(0), verdicts.best(1), verdicts.best(2)));
    }

    @Test
    void a_sequence_of_outputs_is_no_verdict() {
        assertFalse(Verdicts.fits(Shape.of(2, 7, 5), 5));
        assertFalse(Verdicts.fits(Shape.of(2, 4), 5));
        assertTrue(Verdicts.fits(Shape.of(2, 5), 5));
        assertTrue(Verdicts.fits(Shape.of(2), 2));
    }
}
