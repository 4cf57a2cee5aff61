package org.fascicle.backend.reference;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.DynamicSlice;
import org.fascicle.graph.op.DynamicUpdate;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Indexing;
import org.fascicle.graph.op.ScatterAdd;

/** Reads and adds rows at places that values name. */
final class Rows {
    private Rows() {
    }

    static double[] apply(Indexing op, Node node, List<double[]> operands) {
        return switch (op) {
            case DynamicSlice _ -> block(node, operands.get(0), operands.get(1));
            case DynamicUpdate _ -> update(node, operands);
            case Gather _ -> gather(node, operands.get(0), operands.get(1));
            case ScatterAdd(int rows) -> scatterAdd(rows, node, operands.get(0), operands.get(1));
        };
    }

    private static double[] gather(Node node, double[] table, double[] numbers) {
        int rows = node.operand(0).shape().size(0);
        int length = node.operand(0).shape().without(0).elements();
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(table, row(node, numbers, i, rows) * length, result, i * length, length);
        }
        return result;
    }

    private static double[] scatterAdd(int rows, Node node, double[] numbers, double[] updates) {
        int length = node.shape().without(0).elements();
        boolean floating = node.dtype().isFloating();
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            int row = row(node, numbers, i, rows);
            for (int j = 0; j < length; j++) {
                double sum = result[row * length + j] + updates[i * length + j];
                result[row * length + j] = floating ? sum : (int) (long) sum;
            }
        }
        return result;
    }

    private static double[] block(Node node, double[] whole, double[] starts) {
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = whole[place(i, node.shape(), node.operand(0).shape(), starts)];
        }
        return result;
    }

    private static double[] update(Node node, List<double[]> operands) {
        double[] result = operands.get(0).clone();
        double[] block = operands.get(1);
        for (int i = 0; i < block.length; i++) {
            result[place(i, node.operand(1).shape(), node.shape(), operands.get(2))] = block[i];
        }
        return result;
    }

    /** The number in the whole of an element of a block; starts are moved so that the block lies inside. */
    private static int place(int number, Shape block, Shape whole, double[] starts) {
        int[] place = Coordinates.of(number, block);
        for (int axis = 0; axis < place.length; axis++) {
            place[axis] += Math.clamp((int) starts[axis], 0, whole.size(axis) - block.size(axis));
        }
        return Coordinates.number(place, whole);
    }

    private static int row(Node node, double[] numbers, int place, int rows) {
        int row = (int) numbers[place];
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException((node.origin().isEmpty() ? "" : node.origin() + ": ") + node.op().name()
                    + " of row " + row + " (index " + place + "), where the rows are 0 to " + (rows - 1));
        }
        return row;
    }
}
