package org.fascicle.backend.reference;

import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Dot;

/** Matrix products; each sum is rounded once, at its end. */
final class Products {
    private Products() {
    }

    static double[] dot(Dot op, Node node, double[] left, double[] right) {
        Shape shape = node.shape();
        int m = shape.size(-2);
        int n = shape.size(-1);
        int k = node.operand(0).shape().size(op.transposeLeft() ? -2 : -1);
        int batch = shape.range(0, shape.rank() - 2).elements();
        double[] result = new double[shape.elements()];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        double a = left[b * m * k + (op.transposeLeft() ? l * m + i : i * k + l)];
                        double c = right[b * k * n + (op.transposeRight() ? j * k + l : l * n + j)];
                        sum += a * c;
                    }
                    result[(b * m + i) * n + j] = sum;
                }
            }
        }
        return result;
    }
}
