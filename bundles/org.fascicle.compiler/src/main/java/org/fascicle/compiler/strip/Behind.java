package org.fascicle.compiler.strip;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Compare;
import org.fascicle.graph.op.Comparison;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Exp;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.Select;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Transpose;

/**
 * What a value holds in the columns that are behind a row, where attention goes to the past. Scores count as small
 * numbers beside those that stand for −∞.
 */
enum Behind {
    /** Nothing is known. */
    ANYTHING,
    /** Zeros, which have no part in a sum. */
    ZERO,
    /** Numbers that stand for −∞: they have no part in a maximum, and their exponentials are zeros. */
    LOWEST;

    /** What is less than this stands for −∞: there are hundreds of digits between it and any score. */
    private static final double LOW = -1e29;

    /**
     * What a node holds.
     *
     * @param operands what its operands hold
     * @param past whether a condition is false behind each row
     */
    static Behind of(Node node, List<Behind> operands, Predicate<Node> past) {
        Behind first = operands.isEmpty() ? ANYTHING : operands.getFirst();
        return switch (node.op()) {
            case Constant constant when constant.isSplat() -> of(constant.values().getFirst());
            case Select _ when past.test(node.operand(0)) && (operands.get(2) != LOWEST || isScore(node.operand(1))) ->
                operands.get(2);
            case Select _ -> operands.get(1) == operands.get(2) ? operands.get(1) : ANYTHING;
            case Broadcast _, Reshape _, Transpose _ -> first;
            case Exp _ -> first == LOWEST ? ZERO : ANYTHING;
            case Subtract _ -> first == LOWEST || operands.get(1) == first ? first : ANYTHING;
            case Add _ -> operands.get(1) == first ? first : ANYTHING;
            case Multiply _, Dot _ -> operands.contains(ZERO) ? ZERO : ANYTHING;
            case Divide _, Negate _, ReduceSum _ -> first == ZERO ? ZERO : ANYTHING;
            case ReduceMax _ -> first;
            default -> ANYTHING;
        };
    }

    /** Whether a fold of columns that holds this is the same without them. */
    boolean hasNoPart(Node fold) {
        return this == ZERO || this == LOWEST && fold.op() instanceof ReduceMax;
    }

    private static Behind of(double value) {
        return value == 0 ? ZERO : value < LOW ? LOWEST : ANYTHING;
    }

    /** Whether a value is a multiple of products: nothing else is hidden in it, so each row shows some of it. */
    private static boolean isScore(Node node) {
        return switch (node.op()) {
            case Dot _ -> true;
            case Multiply _, Divide _ -> isScore(node.operand(0)) && node.operand(1).op() instanceof Constant
                    || node.op() instanceof Multiply && node.operand(0).op() instanceof Constant
                    && isScore(node.operand(1));
            default -> false;
        };
    }

    /** Whether a condition says that the number of a column is not above that of the row. */
    static boolean isThePast(Node condition, int row, int column) {
        return row >= 0 && column >= 0 && switch (condition.op()) {
            case Compare(Comparison relation) -> switch (relation) {
                case LESS_OR_EQUAL -> counts(condition.operand(0), column) && counts(condition.operand(1), row);
                case GREATER_OR_EQUAL ->
                    counts(condition.operand(0), row) && counts(condition.operand(1), column);
                case EQUAL, NOT_EQUAL, LESS, GREATER -> false;
            };
            case Broadcast _, Reshape _ -> {
                Optional<List<Cut>> rows = Cut.ofOperands(condition, row);
                Optional<List<Cut>> columns = Cut.ofOperands(condition, column);
                yield rows.isPresent() && columns.isPresent() && isThePast(condition.operand(0),
                        rows.get().getFirst().axis(), columns.get().getFirst().axis());
            }
            default -> false;
        };
    }

    /** Whether a value is its own place along an axis. */
    private static boolean counts(Node node, int axis) {
        return axis >= 0 && switch (node.op()) {
            case Iota iota -> iota.axis() == axis;
            case Cast(DType dtype) -> dtype != DType.U8 && dtype != DType.BOOL && counts(node.operand(0), axis);
            case Broadcast _, Reshape _ -> Cut.ofOperands(node, axis)
                    .filter(cuts -> counts(node.operand(0), cuts.getFirst().axis())).isPresent();
            default -> false;
        };
    }
}
