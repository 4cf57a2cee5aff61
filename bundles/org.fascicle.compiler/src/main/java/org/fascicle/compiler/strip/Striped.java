package org.fascicle.compiler.strip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Dot;

/**
 * The nodes around a product that is much larger than its operands, such as the scores of attention, which can be
 * computed strip by strip: those as wide as the product, and what is folded from them and read by them again. None of
 * them is ever needed whole: what leaves them is small.
 */
final class Striped {
    /**
     * A small value that is computed from wide ones.
     *
     * @param operands how the operands of its node are cut
     * @param cut how strips give it: one behind the other along an axis, or, where it is whole, added up
     */
    record Exit(Node node, List<Cut> operands, Cut cut) {
    }

    private final Readers readers;
    private final Node product;
    private final int places;
    private final int width;
    private final Map<Node, Cut> members = new LinkedHashMap<>();
    private final Map<Node, Exit> exits = new LinkedHashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private Striped(Readers readers, Node product, int axis) {
        this.readers = readers;
        this.product = product;
        this.places = product.shape().size(axis);
        this.width = product.shape().size(2 * product.shape().rank() - 3 - axis);
        join(product, new Cut(axis));
    }

    /** The nodes around a product that is cut along its rows, or else along its columns. */
    static Optional<Striped> around(Node product, Readers readers) {
        int rows = product.shape().rank() - 2;
        for (int axis = rows; axis <= rows + 1; axis++) {
            Striped striped = new Striped(readers, product, axis);
            if (striped.isGrown()) {
                return Optional.of(striped);
            }
        }
        return Optional.empty();
    }

    /** The large product. */
    Node product() {
        return product;
    }

    /** Places along the axis that is cut. */
    int places() {
        return places;
    }

    /** Columns of the product. */
    int width() {
        return width;
    }

    /** Bytes of the product at one of them. */
    long bytes() {
        return product.type().bytes() / places;
    }

    /** How its nodes are cut. */
    Map<Node, Cut> members() {
        return members;
    }

    /** What leaves it. */
    Map<Node, Exit> exits() {
        return exits;
    }

    /** How the operands of one of its nodes are cut. */
    List<Cut> operands(Node member) {
        return Cut.ofOperands(member, members.get(member).axis()).orElseThrow();
    }

    /** Where a member has the columns of the product: whole where it has none, nothing where that is unclear. */
    Optional<Cut> columns(Node member) {
        List<Cut> columns = IntStream.range(0, member.shape().rank()).filter(axis ->
                axis != members.get(member).axis() && member.shape().size(axis) == width).mapToObj(Cut::new).toList();
        return columns.size() > 1 ? Optional.empty() : columns.stream().findFirst().or(() -> Optional.of(Cut.WHOLE));
    }

    private void join(Node node, Cut cut) {
        members.put(node, cut);
        open.add(node);
    }

    /** Finds the nodes; false where some is neither computed strip by strip nor small. */
    private boolean isGrown() {
        while (!open.isEmpty()) {
            Node node = open.remove();
            for (Node reader : readers.of(node)) {
                axisOf(reader, node).filter(cut -> !members.containsKey(reader)
                        && (isWide(reader, cut) || !(reader.op() instanceof Dot))).ifPresent(cut -> join(reader, cut));
            }
        }
        Map<Node, Boolean> known = new HashMap<>();
        members.keySet().removeAll(members.keySet().stream().filter(member -> !isRead(member, known)).toList());
        if (!List.copyOf(members.keySet()).stream().allMatch(this::leaves)) {
            return false;
        }
        List.copyOf(members.keySet()).forEach(member -> reach(member, operands(member)));
        exits.values().forEach(exit -> reach(exit.node(), exit.operands()));
        return isConsistent();
    }

    /** Whether a member is wide, or one that is comes of it. */
    private boolean isRead(Node member, Map<Node, Boolean> known) {
        Boolean read = known.get(member);
        if (read == null) {
            read = isWide(member, members.get(member)) || readers.of(member).stream()
                    .anyMatch(reader -> members.containsKey(reader) && isRead(reader, known));
            known.put(member, read);
        }
        return read;
    }

    /** Notes how a member leaves; false where it is wide and somebody needs it as a whole. */
    private boolean leaves(Node member) {
        List<Node> outside = readers.of(member).stream().filter(reader -> !members.containsKey(reader)).toList();
        if (isWide(member, members.get(member))) {
            return !readers.isOutput(member) && outside.stream()
                    .allMatch(reader -> exits.containsKey(reader) || leaves(member, reader));
        }
        if (!outside.isEmpty() || readers.isOutput(member)) {
            exits.put(member, new Exit(member, operands(member), members.get(member)));
        }
        return true;
    }

    private boolean leaves(Node member, Node reader) {
        Optional<Cut> cut = axisOf(reader, member);
        cut.ifPresent(axis -> exits.put(reader,
                new Exit(reader, Cut.ofOperands(reader, axis.axis()).orElseThrow(), axis)));
        if (cut.isEmpty()) {
            Cut.ofTerms(reader).stream().filter(cuts -> fits(cuts, reader, member)).findFirst()
                    .ifPresent(cuts -> exits.put(reader, new Exit(reader, cuts, Cut.WHOLE)));
        }
        return exits.containsKey(reader);
    }

    /** The axis along which a reader of a member is cut, if it can be. */
    private Optional<Cut> axisOf(Node reader, Node member) {
        return IntStream.range(0, reader.results().getFirst().shape().rank()).filter(axis ->
                Cut.ofOperands(reader, axis).filter(cuts -> fits(cuts, reader, member)).isPresent())
                .mapToObj(Cut::new).findFirst();
    }

    private boolean fits(List<Cut> cuts, Node reader, Node member) {
        return IntStream.range(0, cuts.size())
                .allMatch(i -> reader.operand(i) != member || cuts.get(i).equals(members.get(member)));
    }

    /** Takes in the wide operands of a node too, rather than have them made whole elsewhere. */
    private void reach(Node node, List<Cut> cuts) {
        for (int i = 0; i < cuts.size(); i++) {
            Node operand = node.operand(i);
            Cut cut = cuts.get(i);
            if (!cut.isWhole() && !members.containsKey(operand)
                    && (isWide(operand, cut) || operand.op() instanceof Constant)
                    && Cut.ofOperands(operand, cut.axis()).isPresent()) {
                members.put(operand, cut);
                reach(operand, operands(operand));
            }
        }
    }

    /** Whether all readers of a node that is computed in strips cut it alike. */
    private boolean isConsistent() {
        return members.keySet().stream().allMatch(member -> areCutAlike(member, operands(member)))
                && exits.values().stream().allMatch(exit -> areCutAlike(exit.node(), exit.operands()));
    }

    private boolean areCutAlike(Node node, List<Cut> cuts) {
        return IntStream.range(0, cuts.size()).allMatch(i -> !members.containsKey(node.operand(i))
                || members.get(node.operand(i)).equals(cuts.get(i)));
    }

    /** Whether a value has as many elements at each place as the product has. */
    private boolean isWide(Node node, Cut cut) {
        return node.shape().size(cut.axis()) == places && IntStream.range(0, node.shape().rank())
                .anyMatch(axis -> axis != cut.axis() && node.shape().size(axis) == width);
    }
}
