package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.metrics.MeanAbsolute;
import org.fascicle.optimizers.Sgd;
import org.junit.jupiter.api.Test;

/** A target of values may be scaled for the loss; its metrics are in its own units. */
class ScaledTargetTest {
    @Test
    void the_loss_sees_the_scaled_value_and_metrics_the_value() {
        List<Feature> features = List.of(Feature.of("x", TensorType.of(DType.F32, 1)),
                new Feature("y", TensorType.of(DType.F32), 0.01, -3, List.of()));
        Batch batch = Batch.of(2, features);
        batch.tensor("y").set(0, 200);
        batch.tensor("y").set(1, 500);
        Backend backend = new ReferenceBackend();
        try (Session session = backend.open(backend.devices().getFirst(), Limits.unlimited())) {
            Learner learner = new Learner(new Task(new Dense(1, new Identity(), true, new Zeros(), new Zeros()),
                    new MeanSquaredError(Reduction.MEAN), new Sgd(0.1), Map.of("error", new MeanAbsolute()), features),
                    backend, session, 1);
            learner.evaluate(batch);
            Map<String, Double> figures = learner.evaluationMetrics();
            // an output of 0 stands for 300; the loss sees −1 and 2
            assertEquals((1 + 4) / 2.0, figures.get("loss"), 1e-6);
            assertEquals((100 + 200) / 2.0, figures.get("error"), 1e-3);
        }
    }
}
