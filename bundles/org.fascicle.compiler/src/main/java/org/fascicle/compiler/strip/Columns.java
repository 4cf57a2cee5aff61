package org.fascicle.compiler.strip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Reduction;

/**
 * Where a strip needs only the columns before its end: in attention to the past, what stands in the others is hidden
 * from all places of the strip, and adds nothing to any result.
 */
final class Columns {
    private final Striped striped;
    private final Map<Node, Cut> cuts = new HashMap<>();
    private final Map<Node, List<Cut>> operands = new HashMap<>();
    private final Map<Node, Behind> behind = new HashMap<>();

    private Columns(Striped striped) {
        this.striped = striped;
    }

    /** The columns of striped nodes; nothing where a strip may need all of them. */
    static Optional<Columns> of(Striped striped) {
        Columns columns = new Columns(striped);
        return striped.exits().values().stream().allMatch(columns::leaves) ? Optional.of(columns) : Optional.empty();
    }

    /** The axis of the columns of a member or an exit; whole where it has none. */
    Cut of(Node node) {
        return cuts.get(node);
    }

    /** The same of each of its operands. */
    List<Cut> ofOperands(Node node) {
        return operands.get(node);
    }

    /** Whether nothing behind the end of a strip has a part in what leaves. */
    private boolean leaves(Striped.Exit exit) {
        Node node = exit.node();
        if (striped.members().containsKey(node)) {
            return follow(node);
        }
        if (!followOperands(node, exit.operands())) {
            return false;
        }
        OptionalInt axis = IntStream.range(0, node.shape().rank()).filter(other -> other != exit.cut().axis()
                && Cut.ofOperands(node, other).filter(cuts -> isOfMembers(node, cuts)).isPresent()).findFirst();
        return settle(node, axis.isPresent() ? new Cut(axis.getAsInt()) : Cut.WHOLE)
                && (axis.isEmpty() || behind.get(node) == Behind.ZERO);
    }

    private boolean follow(Node member) {
        return cuts.containsKey(member) || followOperands(member, striped.operands(member))
                && striped.columns(member).filter(cut -> settle(member, cut)).isPresent();
    }

    private boolean followOperands(Node node, List<Cut> rows) {
        return IntStream.range(0, rows.size()).allMatch(i -> rows.get(i).isWhole()
                || !striped.members().containsKey(node.operand(i)) || follow(node.operand(i)));
    }

    /** Notes where the columns of a node are, once those of its operands are known; false where it needs all. */
    private boolean settle(Node node, Cut cut) {
        Optional<List<Cut>> own = cut.isWhole() ? folded(node) : Cut.ofOperands(node, cut.axis());
        if (own.isEmpty() || !areThoseOfMembers(node, own.get())) {
            return false;
        }
        Behind held = Behind.of(node, node.operands().stream()
                .map(operand -> behind.getOrDefault(operand, Behind.ANYTHING)).toList(), this::isThePast);
        cuts.put(node, cut);
        operands.put(node, own.get());
        behind.put(node, cut.isWhole() ? Behind.ANYTHING : held);
        return !cut.isWhole() || own.get().stream().allMatch(Cut::isWhole) || held.hasNoPart(node);
    }

    /** The columns of the operands of what has none itself: it folds them, or there are none. */
    private Optional<List<Cut>> folded(Node node) {
        List<Cut> own = node.operands().stream().map(operand -> cuts.getOrDefault(operand, Cut.WHOLE)).toList();
        if (own.stream().allMatch(Cut::isWhole)) {
            return Optional.of(own);
        }
        return switch (node.op()) {
            case Reduction fold -> Optional.of(own).filter(_ -> fold.axes().contains(own.getFirst().axis()));
            case Dot _ -> Cut.ofTerms(node).stream().filter(cuts -> areThoseOfMembers(node, cuts)).findFirst();
            default -> Optional.empty();
        };
    }

    private boolean areThoseOfMembers(Node node, List<Cut> own) {
        return IntStream.range(0, own.size()).allMatch(i -> !cuts.containsKey(node.operand(i))
                || cuts.get(node.operand(i)).equals(own.get(i)));
    }

    private boolean isOfMembers(Node node, List<Cut> own) {
        return areThoseOfMembers(node, own) && IntStream.range(0, own.size()).anyMatch(i ->
                !own.get(i).isWhole() && cuts.containsKey(node.operand(i)));
    }

    /** Whether a condition is false for all columns behind a row. */
    private boolean isThePast(Node condition) {
        return cuts.containsKey(condition)
                && Behind.isThePast(condition, striped.members().get(condition).axis(), cuts.get(condition).axis());
    }
}
