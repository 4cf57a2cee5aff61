package org.fascicle.compiler.strip;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Transpose;

/**
 * How a tensor is cut where others are computed strip by strip: along one axis, or not at all.
 *
 * @param axis the axis along which a strip is some places wide; −1 where every strip takes the whole
 */
record Cut(int axis) {
    /** Not cut. */
    static final Cut WHOLE = new Cut(-1);

    boolean isWhole() {
        return axis < 0;
    }

    /**
     * How the operands of a node are cut so that a strip of its result comes of a strip of each.
     *
     * @param axis the axis along which the result is cut
     * @return nothing where a strip of the result asks for more
     */
    static Optional<List<Cut>> ofOperands(Node node, int axis) {
        return switch (node.op()) {
            case Elementwise _ -> Optional.of(Collections.nCopies(node.operands().size(), new Cut(axis)));
            case Broadcast _ -> Optional.of(List.of(node.operand(0).shape().size(axis) == node.shape().size(axis)
                    ? new Cut(axis) : WHOLE));
            case Reduction fold when !fold.axes().contains(axis) -> Optional.of(List.of(new Cut(axis)));
            case Transpose(List<Integer> permutation) -> Optional.of(List.of(new Cut(permutation.get(axis))));
            case Reshape _ -> sameAxis(node.shape(), axis, node.operand(0).shape());
            case Dot dot when axis == node.shape().rank() - 2 ->
                Optional.of(List.of(new Cut(node.shape().rank() - (dot.transposeLeft() ? 1 : 2)), WHOLE));
            case Dot dot when axis == node.shape().rank() - 1 ->
                Optional.of(List.of(WHOLE, new Cut(node.shape().rank() - (dot.transposeRight() ? 2 : 1))));
            case Constant constant when constant.isSplat() -> Optional.of(List.of());
            case Iota _ -> Optional.of(List.of());
            case RandomBits bits when axis == bits.shape().rank() - 2 && node.operands().size() == 2 ->
                Optional.of(List.of(WHOLE, WHOLE));
            default -> Optional.empty();
        };
    }

    /** Each way in which operands can be cut so that what comes of their strips adds up to the result. */
    static List<List<Cut>> ofTerms(Node node) {
        return switch (node.op()) {
            case Dot dot -> List.of(List.of(new Cut(node.shape().rank() - (dot.transposeLeft() ? 2 : 1)),
                    new Cut(node.shape().rank() - (dot.transposeRight() ? 1 : 2))));
            case ReduceSum(List<Integer> axes) -> axes.stream().map(axis -> List.of(new Cut(axis))).toList();
            default -> List.of();
        };
    }

    /** The axis with as many places, and as many elements before it, under another shape. */
    private static Optional<List<Cut>> sameAxis(Shape shape, int axis, Shape other) {
        return IntStream.range(0, other.rank()).filter(same -> other.size(same) == shape.size(axis)
                && other.range(0, same).elements() == shape.range(0, axis).elements())
                .mapToObj(same -> List.of(new Cut(same))).findFirst();
    }

    /** Some places of a shape that is cut. */
    Shape strip(Shape whole, int places) {
        return isWhole() ? whole : whole.with(axis, places);
    }
}
