package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.Threefry;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;

/** Values from nothing, and random ones from a key and a counter. */
final class SourceRows {
    private static final double TWO_PI = 2 * Math.PI;

    private SourceRows() {
    }

    static List<OpRow> all() {
        return List.of(
                new OpRow("constant", Set.of(DType.values()), false, UnaryRows.EXACT, SourceRows::constant),
                new OpRow("iota", Set.of(DType.F32, DType.F64, DType.I32), false, UnaryRows.EXACT, SourceRows::iota),
                random("random bits", UnaryRows.EXACT, shape -> stream -> stream.bits(shape), bits -> bits),
                random("random uniform", UnaryRows.EXACT,
                        shape -> stream -> stream.uniform(new TensorType(DType.F32, shape)), SourceRows::uniform),
                random("random truths", UnaryRows.EXACT, shape -> stream -> stream.bernoulli(shape, 0.25),
                        bits -> uniform(bits) < 0.25 ? 1 : 0),
                new OpRow("random normal", Set.of(DType.I32), false, new Tolerance.Near(1e-5, 1e-5),
                        SourceRows::normal));
    }

    private static OpSample constant(Draw draw, DType dtype) {
        TensorType type = new TensorType(dtype, draw.shape(0, 3));
        List<Double> values = Arrays.stream(MovementRows.values(dtype).draw(type.shape().elements(), draw.random()))
                .mapToObj(value -> dtype == DType.F32 ? (double) (float) value : value).toList();
        HostTensor zeros = HostTensor.zeros(type);
        return new OpSample(List.of(zeros), tensors -> tensors.getFirst().constant(type, values),
                operands -> values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static OpSample iota(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 4);
        int axis = draw.axis(shape);
        return new OpSample(List.of(HostTensor.zeros(TensorType.of(dtype))),
                tensors -> tensors.getFirst().iota(new TensorType(dtype, shape), axis - shape.rank()),
                operands -> Places.fill(shape, place -> place[axis]));
    }

    private static OpRow random(String name, Tolerance tolerance, Function<Shape, Function<RandomStream, Tensor>> drawn,
            DoubleUnaryOperator ofBits) {
        return new OpRow(name, Set.of(DType.I32), false, tolerance, (draw, dtype) -> {
            Shape shape = draw.shape(0, 3);
            return stream(draw, stream -> drawn.apply(shape).apply(stream),
                    operands -> Arrays.stream(bits(operands, shape.elements())).map(ofBits).toArray());
        });
    }

    private static OpSample normal(Draw draw, DType dtype) {
        Shape shape = draw.shape(0, 3);
        return stream(draw, stream -> stream.normal(new TensorType(DType.F32, shape)), operands -> {
            double[] radius = bits(operands, shape.elements());
            int key0 = (int) operands.get(0)[0];
            int key1 = (int) operands.get(0)[1];
            // the angle comes from a fork: the key is replaced once for each half of the number 1
            long once = Threefry.block(key0, key1, 0, 1);
            long twice = Threefry.block((int) once, (int) (once >>> 32), 0, 0);
            double[] angle = bits(List.of(new double[] {(int) twice, (int) (twice >>> 32)}, operands.get(1)),
                    shape.elements());
            double[] values = new double[radius.length];
            Arrays.setAll(values, i -> Math.sqrt(-2 * Math.log(1 - uniform(radius[i])))
                    * Math.cos(TWO_PI * uniform(angle[i])));
            return values;
        });
    }

    private static OpSample stream(Draw draw, Function<RandomStream, Tensor> expression,
            Function<List<double[]>, double[]> expected) {
        return new OpSample(List.of(draw.tensor(DType.I32, Shape.of(2), Values.bits()),
                draw.tensor(DType.I32, Shape.SCALAR, Values.bits())),
                tensors -> expression.apply(new RandomStream(tensors.get(0), tensors.get(1))), expected);
    }

    private static double[] bits(List<double[]> keyAndCounter, int count) {
        double[] bits = new double[count];
        for (int i = 0; i < count; i++) {
            long block = Threefry.block((int) keyAndCounter.get(0)[0], (int) keyAndCounter.get(0)[1], i >> 1,
                    (int) keyAndCounter.get(1)[0]);
            bits[i] = (int) (block >>> 32 * (i & 1));
        }
        return bits;
    }

    /** The upper 24 bits as a fraction. */
    private static double uniform(double bits) {
        return ((int) bits >>> 8) / 16777216.0;
    }
}
