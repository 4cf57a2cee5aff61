package org.fascicle.compiler.strip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.graph.Node;

/**
 * The nodes around a product that is much larger than its operands, such as the scores of attention, which can be
 * computed strip by strip: those as wide as the product, and what is folded from them and read by them again. None of
 * them is ever needed whole: what leaves them is small.
 *
 * @param product the large product
 * @param axis the axis along which it is cut: that of its rows or of its columns
 * @param members how its nodes are cut
 * @param exits what leaves it
 */
record Striped(Node product, int axis, Map<Node, Cut> members, Map<Node, Exit> exits) {
    /**
     * A small value that is computed from wide ones.
     *
     * @param operands how the operands of its node are cut
     * @param cut how strips give it: one behind the other along an axis, or, where it is whole, added up
     */
    record Exit(Node node, List<Cut> operands, Cut cut) {
    }

    /** Places along the axis that is cut. */
    int places() {
        return product.shape().size(axis);
    }

    /** Places along the other one of its last two axes: its columns, where rows are cut. */
    int width() {
        return product.shape().size(2 * product.shape().rank() - 3 - axis);
    }

    /** Bytes of the product at one of the places. */
    long bytes() {
        return product.type().bytes() / places();
    }

    /** How the operands of one of its nodes are cut. */
    List<Cut> operands(Node member) {
        return Cut.ofOperands(member, members.get(member).axis()).orElseThrow();
    }

    /** Where a member has the columns of the product: whole where it has none, nothing where that is unclear. */
    Optional<Cut> columns(Node member) {
        List<Cut> columns = across(member, members.get(member)).mapToObj(Cut::new).toList();
        return columns.size() > 1 ? Optional.empty() : columns.stream().findFirst().or(() -> Optional.of(Cut.WHOLE));
    }

    /** Whether a value has as many elements at each place as the product has. */
    boolean isWide(Node node, Cut cut) {
        return node.shape().size(cut.axis()) == places() && across(node, cut).findAny().isPresent();
    }

    /** The other axes of a node along which it may have the columns of the product. */
    private IntStream across(Node node, Cut cut) {
        return IntStream.range(0, node.shape().rank())
                .filter(other -> other != cut.axis() && node.shape().size(other) == width());
    }
}
