package org.fascicle.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.fascicle.graph.DType;
import org.fascicle.tensor.Tensor;

/**
 * How often a class was right, given by the model, and wanted by the target.
 *
 * @param right given where it was wanted
 * @param given by the model
 * @param wanted by the target
 */
record ClassCounts(double right, double given, double wanted) {
    /** What a batch adds: the three counts, each for all classes. */
    static Tensor batch(Classes classes, Tensor output, Tensor target, DType dtype) {
        int count = Classes.count(output);
        Tensor wanted = classes.targets(output, target).oneHot(count, dtype);
        Tensor given = classes.outputs(output).oneHot(count, dtype);
        return Tensor.concatenate(0, List.of(given.times(wanted).sum(0), given.sum(0), wanted.sum(0)));
    }

    static List<ClassCounts> of(double[] sum) {
        int classes = sum.length / 3;
        List<ClassCounts> counts = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            counts.add(new ClassCounts(sum[i], sum[classes + i], sum[2 * classes + i]));
        }
        return counts;
    }

    /** The figure of each class that is seen, by its number. */
    static Map<String, Double> parts(double[] sum, ToDoubleFunction<ClassCounts> figure) {
        Map<String, Double> parts = new LinkedHashMap<>();
        List<ClassCounts> counts = of(sum);
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i).isSeen()) {
                parts.put(String.valueOf(i), figure.applyAsDouble(counts.get(i)));
            }
        }
        return parts;
    }

    boolean isSeen() {
        return given + wanted > 0;
    }

    ClassCounts plus(ClassCounts other) {
        return new ClassCounts(right + other.right, given + other.given, wanted + other.wanted);
    }

    double precision() {
        return given == 0 ? 0 : right / given;
    }

    double recall() {
        return wanted == 0 ? 0 : right / wanted;
    }

    double f1() {
        return isSeen() ? 2 * right / (given + wanted) : 0;
    }
}
