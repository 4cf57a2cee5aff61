package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.ConvolutionWeightGradient;
import org.fascicle.graph.op.Op;

/** Convolutions and their two derivatives. Expected: every product of the sums, one by one. */
final class ConvolutionRows {
    private static final int MOST_GROUPS = 3;
    private static final Tolerance SUM = new Tolerance.OfAbsolutes();

    private ConvolutionRows() {
    }

    static List<OpRow> all() {
        List<OpRow> rows = new ArrayList<>();
        for (int rank = 1; rank <= 3; rank++) {
            int axes = rank;
            String over = " over " + rank + (rank == 1 ? " axis" : " axes");
            rows.add(new OpRow("convolution" + over, UnaryRows.FLOATS, true, SUM,
                    (draw, dtype) -> forward(draw, dtype, axes)));
            rows.add(new OpRow("convolution-data-gradient" + over, UnaryRows.FLOATS, true, SUM,
                    (draw, dtype) -> dataGradient(draw, dtype, axes)));
            rows.add(new OpRow("convolution-weight-gradient" + over, UnaryRows.FLOATS, true, SUM,
                    (draw, dtype) -> weightGradient(draw, dtype, axes)));
        }
        return rows;
    }

    /** The three shapes of a convolution. */
    private record Problem(Windowing windowing, int groups, Shape x, Shape weight, Shape y) {
        private interface Product {
            void at(int x, int weight, int y);
        }

        static Problem draw(Draw draw, int rank) {
            Windowing drawn = Windowing.draw(draw, rank, Windowing.Padding.ANY);
            int groups = draw.whole(1, MOST_GROUPS);
            int in = drawn.input().size(-1);
            int out = draw.whole(draw.sizing() == Draw.Sizing.EMPTY ? 0 : 1, 3) * groups;
            Windowing windowing = new Windowing(drawn.window(), drawn.input().with(-1, in * groups));
            Shape weight = new Shape(drawn.window().sizes()).followedBy(Shape.of(in, out));
            return new Problem(windowing, groups, windowing.input(), weight, windowing.output(out));
        }

        /** Each product that there is, by the numbers of its three elements. */
        void each(Product product) {
            int in = weight.size(-2);
            int out = weight.size(-1);
            windowing.each((batch, position, element, place) -> {
                for (int o = 0; windowing.contains(place) && o < out; o++) {
                    int group = o / (out / groups);
                    for (int i = 0; i < in; i++) {
                        int[] taken = new int[element.length + 2];
                        System.arraycopy(element, 0, taken, 0, element.length);
                        taken[element.length] = i;
                        taken[element.length + 1] = o;
                        product.at(Windowing.offset(x, batch, place, group * in + i), Places.offset(weight, taken),
                                Windowing.offset(y, batch, position, o));
                    }
                }
            });
        }
    }

    private static OpSample forward(Draw draw, DType dtype, int rank) {
        Problem problem = Problem.draw(draw, rank);
        return new OpSample(List.of(numbers(draw, dtype, problem.x), numbers(draw, dtype, problem.weight)),
                tensors -> tensors.get(0).convolution(tensors.get(1), problem.windowing.window(), problem.groups),
                operands -> {
                    double[] sums = new double[problem.y.elements()];
                    problem.each((x, weight, y) -> sums[y] += operands.get(0)[x] * operands.get(1)[weight]);
                    return sums;
                });
    }

    private static OpSample dataGradient(Draw draw, DType dtype, int rank) {
        Problem problem = Problem.draw(draw, rank);
        Op op = new ConvolutionDataGradient(problem.windowing.window(), problem.groups, problem.x);
        return new OpSample(List.of(numbers(draw, dtype, problem.y), numbers(draw, dtype, problem.weight)),
                tensors -> WindowRows.emit(op, tensors), operands -> {
                    double[] sums = new double[problem.x.elements()];
                    problem.each((x, weight, y) -> sums[x] += operands.get(0)[y] * operands.get(1)[weight]);
                    return sums;
                });
    }

    private static OpSample weightGradient(Draw draw, DType dtype, int rank) {
        Problem problem = Problem.draw(draw, rank);
        Op op = new ConvolutionWeightGradient(problem.windowing.window(), problem.groups);
        return new OpSample(List.of(numbers(draw, dtype, problem.x), numbers(draw, dtype, problem.y)),
                tensors -> WindowRows.emit(op, tensors), operands -> {
                    double[] sums = new double[problem.weight.elements()];
                    problem.each((x, weight, y) -> sums[weight] += operands.get(0)[x] * operands.get(1)[y]);
                    return sums;
                });
    }

    private static HostTensor numbers(Draw draw, DType dtype, Shape shape) {
        return draw.tensor(dtype, shape, Values.between(-1, 1));
    }
}
