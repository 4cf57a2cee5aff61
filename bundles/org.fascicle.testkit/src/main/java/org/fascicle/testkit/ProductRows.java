package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** Matrix products in all four storage orders, batched, and with leading axes that broadcast. */
final class ProductRows {
    private static final Values VALUES = Values.between(-2, 2);

    private ProductRows() {
    }

    static List<OpRow> all() {
        List<OpRow> rows = new ArrayList<>();
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                String stored = (left ? ", left transposed" : "") + (right ? ", right transposed" : "");
                rows.add(row("dot" + stored, (draw, dtype) -> dot(draw, dtype, left, right)));
            }
        }
        rows.add(row("matmul, batch times matrix", (draw, dtype) -> matmul(draw, dtype, true)));
        rows.add(row("matmul, batches broadcast", (draw, dtype) -> matmul(draw, dtype, false)));
        return List.copyOf(rows);
    }

    private static OpRow row(String name, OpRow.Sampler sampler) {
        return new OpRow(name, UnaryRows.FLOATS, true, new Tolerance.OfAbsolutes(), sampler);
    }

    private static OpSample dot(Draw draw, DType dtype, boolean transposeLeft, boolean transposeRight) {
        Shape mkn = draw.shape(3, 3);
        Shape batch = draw.whole(0, 1) == 0 ? Shape.SCALAR : Shape.of(draw.whole(1, 2), draw.whole(1, 3));
        int m = mkn.size(0);
        int k = mkn.size(1);
        int n = mkn.size(2);
        Shape left = batch.followedBy(transposeLeft ? Shape.of(k, m) : Shape.of(m, k));
        Shape right = batch.followedBy(transposeRight ? Shape.of(n, k) : Shape.of(k, n));
        return new OpSample(List.of(draw.tensor(dtype, left, VALUES), draw.tensor(dtype, right, VALUES)),
                tensors -> new Tensor(tensors.get(0).emitter().dot(tensors.get(0).node(), transposeLeft,
                        tensors.get(1).node(), transposeRight), tensors.get(0).emitter()),
                operands -> Places.fill(batch.followedBy(Shape.of(m, n)), place -> {
                    double sum = 0;
                    int[] a = place.clone();
                    int[] b = place.clone();
                    for (int l = 0; l < k; l++) {
                        put(a, transposeLeft, place[place.length - 2], l);
                        put(b, transposeRight, l, place[place.length - 1]);
                        sum += Places.at(operands.get(0), left, a) * Places.at(operands.get(1), right, b);
                    }
                    return sum;
                }));
    }

    private static void put(int[] place, boolean transposed, int row, int column) {
        place[place.length - 2] = transposed ? column : row;
        place[place.length - 1] = transposed ? row : column;
    }

    private static OpSample matmul(Draw draw, DType dtype, boolean matrix) {
        Shape mkn = draw.shape(3, 3);
        Shape left = Shape.of(2, draw.whole(1, 3), mkn.size(0), mkn.size(1));
        Shape right = (matrix ? Shape.SCALAR : Shape.of(left.size(1))).followedBy(Shape.of(mkn.size(1), mkn.size(2)));
        return new OpSample(List.of(draw.tensor(dtype, left, VALUES), draw.tensor(dtype, right, VALUES)),
                tensors -> tensors.get(0).matmul(tensors.get(1)),
                operands -> Places.fill(left.with(3, mkn.size(2)), place -> {
                    double sum = 0;
                    for (int l = 0; l < mkn.size(1); l++) {
                        double b = matrix ? Places.at(operands.get(1), right, l, place[3])
                                : Places.at(operands.get(1), right, place[1], l, place[3]);
                        sum += Places.at(operands.get(0), left, place[0], place[1], place[2], l) * b;
                    }
                    return sum;
                }));
    }
}
