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

/** Finds the nodes around a large product that can be computed strip by strip: it takes in reader by reader. */
final class Growth {
    private final Readers readers;
    private final Map<Node, Cut> members = new LinkedHashMap<>();
    private final Map<Node, Striped.Exit> exits = new LinkedHashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private final Striped striped;

    private Growth(Readers readers, Node product, int axis) {
        this.readers = readers;
        this.striped = new Striped(product, axis, members, exits);
        join(product, new Cut(axis));
    }

    /** The nodes around a product that is cut along its rows, or else along its columns. */
    static Optional<Striped> around(Node product, Readers readers) {
        int rows = product.shape().rank() - 2;
        for (int axis = rows; axis <= rows + 1; axis++) {
            Growth growth = new Growth(readers, product, axis);
            if (growth.isGrown()) {
                return Optional.of(growth.striped);
            }
        }
        return Optional.empty();
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
                        && (striped.isWide(reader, cut) || !(reader.op() instanceof Dot)))
                        .ifPresent(cut -> join(reader, cut));
            }
        }
        Map<Node, Boolean> known = new HashMap<>();
        members.keySet().removeAll(members.keySet().stream().filter(member -> !isRead(member, known)).toList());
        if (!List.copyOf(members.keySet()).stream().allMatch(this::leaves)) {
            return false;
        }
        List.copyOf(members.keySet()).forEach(member -> reach(member, striped.operands(member)));
        exits.values().forEach(exit -> reach(exit.node(), exit.operands()));
        return isConsistent();
    }

    /** Whether a member is wide, or one that is comes of it. */
    private boolean isRead(Node member, Map<Node, Boolean> known) {
        Boolean read = known.get(member);
        if (read == null) {
            read = striped.isWide(member, members.get(member)) || readers.of(member).stream()
                    .anyMatch(reader -> members.containsKey(reader) && isRead(reader, known));
            known.put(member, read);
        }
        return read;
    }

    /** Notes how a member leaves; false where it is wide and somebody needs it as a whole. */
    private boolean leaves(Node member) {
        List<Node> outside = readers.of(member).stream().filter(reader -> !members.containsKey(reader)).toList();
        if (striped.isWide(member, members.get(member))) {
            return !readers.isOutput(member) && outside.stream()
                    .allMatch(reader -> exits.containsKey(reader) || leaves(member, reader));
        }
        if (!outside.isEmpty() || readers.isOutput(member)) {
            exits.put(member, new Striped.Exit(member, striped.operands(member), members.get(member)));
        }
        return true;
    }

    private boolean leaves(Node member, Node reader) {
        Optional<Cut> cut = axisOf(reader, member);
        cut.ifPresent(axis -> exits.put(reader,
                new Striped.Exit(reader, Cut.ofOperands(reader, axis.axis()).orElseThrow(), axis)));
        if (cut.isEmpty()) {
            Cut.ofTerms(reader).stream().filter(cuts -> fits(cuts, reader, member)).findFirst()
                    .ifPresent(cuts -> exits.put(reader, new Striped.Exit(reader, cuts, Cut.WHOLE)));
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
                    && (striped.isWide(operand, cut) || operand.op() instanceof Constant)
                    && Cut.ofOperands(operand, cut.axis()).isPresent()) {
                members.put(operand, cut);
                reach(operand, striped.operands(operand));
            }
        }
    }

    /** Whether all readers of a node that is computed in strips cut it alike. */
    private boolean isConsistent() {
        return members.keySet().stream().allMatch(member -> areCutAlike(member, striped.operands(member)))
                && exits.values().stream().allMatch(exit -> areCutAlike(exit.node(), exit.operands()));
    }

    private boolean areCutAlike(Node node, List<Cut> cuts) {
        return IntStream.range(0, cuts.size()).allMatch(i -> !members.containsKey(node.operand(i))
                || members.get(node.operand(i)).equals(cuts.get(i)));
    }
}
