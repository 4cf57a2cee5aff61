package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.tensor.Tensor;

/** The largest element and the sum of windows. Expected: every element of every window, one by one. */
final class WindowRows {
    private WindowRows() {
    }

    static List<OpRow> all() {
        List<OpRow> rows = new ArrayList<>();
        for (int rank = 1; rank <= 3; rank++) {
            int axes = rank;
            String over = " over " + rank + (rank == 1 ? " axis" : " axes");
            rows.add(new OpRow("window-sum" + over, UnaryRows.FLOATS, true, new Tolerance.OfAbsolutes(),
                    (draw, dtype) -> sum(draw, dtype, axes)));
            rows.add(new OpRow("window-max" + over, UnaryRows.FLOATS, true, UnaryRows.EXACT,
                    (draw, dtype) -> max(draw, dtype, axes, Windowing.Padding.LESS_THAN_WINDOW)));
            rows.add(new OpRow("window-max, padded" + over, UnaryRows.FLOATS, false, UnaryRows.EXACT,
                    (draw, dtype) -> max(draw, dtype, axes, Windowing.Padding.ANY)));
            rows.add(new OpRow("window-arg-max" + over, UnaryRows.FLOATS, false, UnaryRows.EXACT,
                    (draw, dtype) -> argMax(draw, dtype, axes)));
        }
        return rows;
    }

    private static OpSample sum(Draw draw, DType dtype, int rank) {
        Windowing windowing = Windowing.draw(draw, rank, Windowing.Padding.ANY);
        HostTensor x = draw.tensor(dtype, windowing.input(), Values.between(-1, 1));
        Shape output = windowing.output(windowing.input().size(-1));
        return new OpSample(List.of(x), tensors -> tensors.getFirst().windowSum(windowing.window()), operands -> {
            double[] sums = new double[output.elements()];
            reach(windowing, output, (from, to) -> sums[to] += operands.getFirst()[from]);
            return sums;
        });
    }

    private static OpSample max(Draw draw, DType dtype, int rank, Windowing.Padding padding) {
        Windowing windowing = Windowing.draw(draw, rank, padding);
        HostTensor x = draw.tensor(dtype, windowing.input(), Values.distinct());
        Shape output = windowing.output(windowing.input().size(-1));
        return new OpSample(List.of(x), tensors -> tensors.getFirst().windowMax(windowing.window()), operands -> {
            double[] largest = new double[output.elements()];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
            reach(windowing, output, (from, to) -> largest[to] = Math.max(largest[to], operands.getFirst()[from]));
            return largest;
        });
    }

    /** Few values, so that there are equals. */
    private static OpSample argMax(Draw draw, DType dtype, int rank) {
        Windowing windowing = Windowing.draw(draw, rank, Windowing.Padding.LESS_THAN_WINDOW);
        HostTensor x = draw.tensor(dtype, windowing.input(), Values.whole(0, 2));
        Shape output = windowing.output(windowing.input().size(-1));
        return new OpSample(List.of(x), tensors -> emit(new WindowArgMax(windowing.window()), tensors), operands -> {
            double[] places = new double[output.elements()];
            Arrays.fill(places, -1);
            reach(windowing, output, (from, to) -> {
                if (places[to] < 0 || operands.getFirst()[from] > operands.getFirst()[(int) places[to]]) {
                    places[to] = from;
                }
            });
            return places;
        });
    }

    private interface Reach {
        void at(int from, int to);
    }

    /** Each element of the input that a window reaches, with the number of the result. */
    private static void reach(Windowing windowing, Shape output, Reach reach) {
        windowing.each((batch, position, element, place) -> {
            for (int channel = 0; windowing.contains(place) && channel < output.size(-1); channel++) {
                reach.at(Windowing.offset(windowing.input(), batch, place, channel),
                        Windowing.offset(output, batch, position, channel));
            }
        });
    }

    static Tensor emit(Op op, List<Tensor> tensors) {
        Tensor first = tensors.getFirst();
        return new Tensor(first.emitter().emit(op, tensors.stream().map(Tensor::node).toList()), first.emitter());
    }
}
