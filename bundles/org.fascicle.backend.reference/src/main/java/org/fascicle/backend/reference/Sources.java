package org.fascicle.backend.reference;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.Threefry;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.Source;

/** Values that come from the graph itself, or from a counter. */
final class Sources {
    private Sources() {
    }

    static double[] apply(Source op, Node node, List<double[]> operands) {
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = switch (op) {
                case Constant constant -> constant.values().get(constant.isSplat() ? 0 : i);
                case Iota(TensorType type, int axis) -> Coordinates.of(i, type.shape())[axis];
                case RandomBits _ -> word(i + (operands.size() > 2 ? (int) operands.get(2)[0] : 0),
                        operands.get(0), (int) operands.get(1)[0]);
                case Input input -> throw new IllegalStateException("input " + input.name() + " was given no value");
            };
        }
        return result;
    }

    private static int word(int index, double[] key, int counter) {
        long block = Threefry.block((int) key[0], (int) key[1], index / 2, counter);
        return (int) (index % 2 == 0 ? block : block >>> Integer.SIZE);
    }
}
