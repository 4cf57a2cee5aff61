package org.fascicle.testkit;

import java.util.List;
import java.util.Optional;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Attention;

/** Attention, over everything, backwards only, and where a mask lets it. Expected: the definition, place by place. */
final class AttentionRows {
    private static final Tolerance NEAR = new Tolerance.Near(1e-5, 2e-6);

    private AttentionRows() {
    }

    static List<OpRow> all() {
        return List.of(row("attention", false, Mask.NONE), row("causal-attention", true, Mask.NONE),
                row("masked-attention", false, Mask.VISIBLE), row("causal-masked-attention", true, Mask.VISIBLE),
                row("attention with added scores", true, Mask.ADDED));
    }

    /** What the last operand is. */
    private enum Mask { NONE, VISIBLE, ADDED }

    private static OpRow row(String name, boolean causal, Mask masked) {
        return new OpRow(name, UnaryRows.FLOATS, true, NEAR, (draw, dtype) -> {
            Shape batch = Shape.of(Math.min(draw.size(), 3), 2);
            int size = Math.min(draw.atLeastOne(), 5);
            int width = Math.min(draw.atLeastOne(), 4);
            int places = Math.min(draw.atLeastOne(), 9);
            int sources = Math.min(draw.atLeastOne(), 9);
            HostTensor query = numbers(draw, dtype, batch, places, size);
            HostTensor key = numbers(draw, dtype, batch, sources, size);
            // values of one sign, so that nothing cancels in their means
            HostTensor value = draw.tensor(dtype, batch.followedBy(Shape.of(sources, width)), Values.between(0.5, 1.5));
            // the first source is always visible
            HostTensor mask = draw.tensor(masked == Mask.ADDED ? dtype : DType.BOOL, Shape.of(places, sources),
                    masked == Mask.ADDED ? Values.between(-2, 2) : Values.truths());
            for (int place = 0; masked == Mask.VISIBLE && place < places; place++) {
                mask.set(place * sources, 1);
            }
            Attention attention = Attention.ofSize(size, causal);
            Shape result = batch.followedBy(Shape.of(places, width));
            return new OpSample(masked != Mask.NONE ? List.of(query, key, value, mask) : List.of(query, key, value),
                    tensors -> attention.apply(tensors.get(0), tensors.get(1), tensors.get(2),
                            masked != Mask.NONE ? Optional.of(tensors.get(3)) : Optional.empty()),
                    operands -> Places.fill(result, place -> {
                        int example = place[0] * 2 + place[1];
                        double weights = 0;
                        double sum = 0;
                        for (int source = 0; source < sources; source++) {
                            double score = 0;
                            for (int i = 0; i < size; i++) {
                                score += operands.get(0)[(example * places + place[2]) * size + i]
                                        * operands.get(1)[(example * sources + source) * size + i];
                            }
                            boolean seen = !causal || source <= place[2];
                            double given = masked == Mask.NONE ? 0 : operands.get(3)[place[2] * sources + source];
                            double weight = !seen || masked == Mask.VISIBLE && given == 0 ? 0
                                    : Math.exp(score / Math.sqrt(size) + (masked == Mask.ADDED ? given : 0));
                            weights += weight;
                            sum += weight * operands.get(2)[(example * sources + source) * width + place[3]];
                        }
                        return sum / weights;
                    }));
        });
    }

    private static HostTensor numbers(Draw draw, DType dtype, Shape batch, int places, int size) {
        return draw.tensor(dtype, batch.followedBy(Shape.of(places, size)), Values.between(-1.5, 1.5));
    }
}
