package org.fascicle.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Tensor;

/** A small network that learns a small task by gradient descent with momentum, as one graph. */
final class TrainingStep {
    private static final int BATCH = 24;
    private static final int FEATURES = 5;
    private static final int HIDDEN = 17;
    private static final int CLASSES = 3;
    private static final double RATE = 0.5;
    private static final double MOMENTUM = 0.5;
    private static final List<String> PARAMETERS = List.of("weight0", "bias0", "weight1", "bias1");
    private static final List<Shape> SHAPES = List.of(Shape.of(FEATURES, HIDDEN), Shape.of(HIDDEN),
            Shape.of(HIDDEN, CLASSES), Shape.of(CLASSES));

    private TrainingStep() {
    }

    /** Inputs x, y, the parameters and their velocities; output loss; the rest is replaced in place. */
    static Graph graph() {
        Emitter emitter = new Emitter();
        Tensor x = input(emitter, "x", TensorType.of(DType.F32, BATCH, FEATURES));
        Tensor y = input(emitter, "y", TensorType.of(DType.I32, BATCH));
        Map<String, Tensor> p = new LinkedHashMap<>();
        Map<String, Tensor> v = new LinkedHashMap<>();
        for (int i = 0; i < PARAMETERS.size(); i++) {
            TensorType type = new TensorType(DType.F32, SHAPES.get(i));
            p.put(PARAMETERS.get(i), input(emitter, PARAMETERS.get(i), type));
            v.put(PARAMETERS.get(i), input(emitter, PARAMETERS.get(i) + "/velocity", type));
        }
        Tensor hidden = x.matmul(p.get("weight0")).plus(p.get("bias0")).relu();
        Tensor logits = hidden.matmul(p.get("weight1")).plus(p.get("bias1"));
        Tensor loss = logits.logSoftmax(-1).times(y.oneHot(CLASSES, DType.F32)).sum(-1).mean().negate();
        emitter.output("loss", loss.node());
        List<Tensor> gradients = loss.gradients(List.copyOf(p.values()));
        for (int i = 0; i < PARAMETERS.size(); i++) {
            String name = PARAMETERS.get(i);
            Tensor velocity = v.get(name).times(MOMENTUM).plus(gradients.get(i));
            replace(emitter, name, p.get(name).minus(velocity.times(RATE)));
            replace(emitter, name + "/velocity", velocity);
        }
        return emitter.graph().verify();
    }

    /** First values: the class is the place of the largest of the first three features. */
    static Map<String, HostTensor> values() {
        ThreefryRandom random = ThreefryRandom.of(5, "training step");
        Map<String, HostTensor> values = new LinkedHashMap<>();
        for (int i = 0; i < PARAMETERS.size(); i++) {
            TensorType type = new TensorType(DType.F32, SHAPES.get(i));
            values.put(PARAMETERS.get(i), HostTensor.of(type,
                    Values.between(-0.5, 0.5).draw(type.shape().elements(), random)));
            values.put(PARAMETERS.get(i) + "/velocity", HostTensor.zeros(type));
        }
        double[] x = Values.between(-1, 1).draw(BATCH * FEATURES, random);
        int[] y = new int[BATCH];
        for (int row = 0; row < BATCH; row++) {
            for (int column = 1; column < CLASSES; column++) {
                y[row] = x[row * FEATURES + column] > x[row * FEATURES + y[row]] ? column : y[row];
            }
        }
        values.put("x", HostTensor.of(TensorType.of(DType.F32, BATCH, FEATURES), x));
        values.put("y", HostTensor.of(Shape.of(BATCH), y));
        return values;
    }

    private static Tensor input(Emitter emitter, String name, TensorType type) {
        return new Tensor(emitter.input(name, type), emitter);
    }

    private static void replace(Emitter emitter, String name, Tensor value) {
        emitter.output(name + "'", value.node());
        emitter.alias(name, name + "'");
    }
}
