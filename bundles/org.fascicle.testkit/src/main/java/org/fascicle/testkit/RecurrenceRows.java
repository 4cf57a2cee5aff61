package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;

/** Scans: carries, outputs, captured tensors and the number of the place. Expected: the loop, written out. */
final class RecurrenceRows {
    private static final int MOST_PLACES = 12;
    private static final Tolerance SUM = new Tolerance.OfAbsolutes();

    private RecurrenceRows() {
    }

    static List<OpRow> all() {
        return List.of(
                new OpRow("scan of products", UnaryRows.FLOATS, true, SUM,
                        (draw, dtype) -> products(draw, dtype, false)),
                new OpRow("scan of products from the end", UnaryRows.FLOATS, true, SUM,
                        (draw, dtype) -> products(draw, dtype, true)),
                new OpRow("scan of elements", UnaryRows.FLOATS, true, new Tolerance.Near(1e-5, 1e-6),
                        RecurrenceRows::elements),
                new OpRow("scan with a last place for each", UnaryRows.FLOATS, true, SUM, RecurrenceRows::masked),
                new OpRow("scan of whole numbers", Set.of(DType.I32), false, UnaryRows.EXACT, RecurrenceRows::whole));
    }

    /** h ← tanh(h·U + x·W + b), whose places are given twice over. */
    private static OpSample products(Draw draw, DType dtype, boolean fromEnd) {
        int time = places(draw);
        int batch = Math.min(draw.size(), 8);
        int in = Math.min(draw.atLeastOne(), 5);
        int units = Math.min(draw.atLeastOne(), 5);
        List<HostTensor> operands = List.of(small(draw, dtype, batch, units), small(draw, dtype, time, batch, in),
                small(draw, dtype, units, units), small(draw, dtype, in, units), small(draw, dtype, units));
        return new OpSample(operands, tensors -> {
            Recurrence scan = Recurrence.of(tensors.subList(0, 1), tensors.subList(1, 2), tensors.subList(2, 5),
                    fromEnd, (carries, elements, captured, place) -> {
                        Tensor sums = carries.getFirst().matmul(captured.get(0))
                                .plus(elements.getFirst().matmul(captured.get(1))).plus(captured.get(2));
                        return new Recurrence.Iteration(List.of(sums.tanh()), List.of(sums.tanh().times(2)));
                    });
            return flat(scan.carries().getFirst(), scan.outputs().getFirst());
        }, values -> {
            double[] h = values.get(0).clone();
            double[] outputs = new double[time * batch * units];
            for (int step = 0; step < time; step++) {
                int place = fromEnd ? time - 1 - step : step;
                double[] next = new double[h.length];
                for (int i = 0; i < next.length; i++) {
                    int row = i / units;
                    double sum = values.get(4)[i % units];
                    for (int k = 0; k < units; k++) {
                        sum += h[row * units + k] * values.get(2)[k * units + i % units];
                    }
                    for (int k = 0; k < in; k++) {
                        sum += values.get(1)[(place * batch + row) * in + k] * values.get(3)[k * units + i % units];
                    }
                    next[i] = Math.tanh(sum);
                    outputs[place * h.length + i] = 2 * next[i];
                }
                h = next;
            }
            return joined(h, outputs);
        });
    }

    /** Two carries and two outputs, all element by element: a ← sin(a·k) + x·b, b ← b·½ + place. */
    private static OpSample elements(Draw draw, DType dtype) {
        int time = places(draw);
        int size = Math.min(draw.size(), 40);
        List<HostTensor> operands = List.of(positive(draw, dtype, size), positive(draw, dtype, size),
                positive(draw, dtype, time, size), positive(draw, dtype, size));
        return new OpSample(operands, tensors -> {
            Recurrence scan = Recurrence.of(tensors.subList(0, 2), tensors.subList(2, 3), tensors.subList(3, 4), false,
                    (carries, elements, captured, place) -> {
                        Tensor a = carries.get(0).times(captured.getFirst()).sin()
                                .plus(elements.getFirst().times(carries.get(1)));
                        Tensor b = carries.get(1).times(0.5).plus(place.cast(dtype));
                        return new Recurrence.Iteration(List.of(a, b), List.of(a, carries.get(1).square()));
                    });
            return flat(scan.carries().get(0), scan.carries().get(1), scan.outputs().get(0), scan.outputs().get(1));
        }, values -> {
            double[] a = values.get(0).clone();
            double[] b = values.get(1).clone();
            double[] first = new double[time * size];
            double[] second = new double[time * size];
            for (int place = 0; place < time; place++) {
                for (int i = 0; i < size; i++) {
                    a[i] = Math.sin(a[i] * values.get(3)[i]) + values.get(2)[place * size + i] * b[i];
                    first[place * size + i] = a[i];
                    second[place * size + i] = b[i] * b[i];
                    b[i] = b[i] / 2 + place;
                }
            }
            return joined(a, b, first, second);
        });
    }

    /** A carry that stays from a place on that differs from example to example. */
    private static OpSample masked(Draw draw, DType dtype) {
        int time = places(draw);
        int batch = Math.min(draw.size(), 8);
        HostTensor first = small(draw, dtype, batch);
        HostTensor x = small(draw, dtype, time, batch);
        HostTensor lengths = draw.tensor(DType.I32, Shape.of(batch), Values.whole(0, time));
        return new OpSample(List.of(first, x, lengths), tensors -> {
            Recurrence scan = Recurrence.of(tensors.subList(0, 1), tensors.subList(1, 2), tensors.subList(2, 3), false,
                    (carries, elements, captured, place) -> {
                        Tensor sum = carries.getFirst().plus(elements.getFirst());
                        Tensor alive = place.lessThan(captured.getFirst());
                        Tensor kept = Tensor.where(alive, sum, carries.getFirst());
                        return new Recurrence.Iteration(List.of(kept), List.of());
                    });
            return scan.carries().getFirst();
        }, values -> {
            double[] sums = values.get(0).clone();
            for (int i = 0; i < batch; i++) {
                for (int place = 0; place < values.get(2)[i]; place++) {
                    sums[i] += values.get(1)[place * batch + i];
                }
            }
            return sums;
        });
    }

    private static OpSample whole(Draw draw, DType dtype) {
        int time = places(draw);
        int size = Math.min(draw.size(), 40);
        HostTensor first = draw.tensor(dtype, Shape.of(size), Values.whole(-9, 9));
        HostTensor x = draw.tensor(dtype, Shape.of(time, size), Values.whole(-9, 9));
        return new OpSample(List.of(first, x), tensors -> {
            Recurrence scan = Recurrence.of(tensors.subList(0, 1), tensors.subList(1, 2), List.of(), false,
                    (carries, elements, captured, place) -> {
                        Tensor next = carries.getFirst().maximum(elements.getFirst()).minus(place);
                        return new Recurrence.Iteration(List.of(next), List.of(next));
                    });
            return flat(scan.carries().getFirst(), scan.outputs().getFirst());
        }, values -> {
            double[] carry = values.get(0).clone();
            double[] outputs = new double[time * size];
            for (int place = 0; place < time; place++) {
                for (int i = 0; i < size; i++) {
                    carry[i] = Math.max(carry[i], values.get(1)[place * size + i]) - place;
                    outputs[place * size + i] = carry[i];
                }
            }
            return joined(carry, outputs);
        });
    }

    private static int places(Draw draw) {
        return Math.min(draw.atLeastOne(), MOST_PLACES);
    }

    private static HostTensor small(Draw draw, DType dtype, int... sizes) {
        return draw.tensor(dtype, Shape.of(sizes), Values.between(-0.5, 0.5));
    }

    private static HostTensor positive(Draw draw, DType dtype, int... sizes) {
        return draw.tensor(dtype, Shape.of(sizes), Values.between(0.2, 1));
    }

    private static Tensor flat(Tensor... tensors) {
        List<Tensor> parts = new ArrayList<>();
        Collections.addAll(parts, tensors);
        parts.replaceAll(part -> part.reshape(part.shape().elements()));
        return Tensor.concatenate(0, parts);
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
