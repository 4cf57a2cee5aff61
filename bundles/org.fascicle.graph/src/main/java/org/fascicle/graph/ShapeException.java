package org.fascicle.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Operands that do not fit an operation, as data: what was asked, what came, which rule it breaks, where, and what
 * to change.
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String op;
    private final transient List<TensorType> operands;
    private final String rule;
    private final String path;
    private final String hint;

    /** An error without a place yet: {@link Emitter} adds the path. */
    public ShapeException(String op, List<TensorType> operands, String rule, String hint) {
        this(op, operands, rule, "", hint);
    }

    /**
     * An error.
     *
     * @param op the operation or layer that was asked for
     * @param operands the types that came
     * @param rule what they should satisfy
     * @param path where: the layer path, or empty
     * @param hint what to change, or empty
     */
    public ShapeException(String op, List<TensorType> operands, String rule, String path, String hint) {
        super(prose(op, operands, rule, path, hint));
        this.op = op;
        this.operands = List.copyOf(operands);
        this.rule = rule;
        this.path = path;
        this.hint = hint;
    }

    /** The same error with a place, unless it has one. */
    public ShapeException at(String place) {
        return path.isEmpty() && !place.isEmpty() ? new ShapeException(op, operands, rule, place, hint) : this;
    }

    public String op() {
        return op;
    }

    public List<TensorType> operands() {
        return operands;
    }

    public String rule() {
        return rule;
    }

    public String path() {
        return path;
    }

    public String hint() {
        return hint;
    }

    private static String prose(String op, List<TensorType> operands, String rule, String path, String hint) {
        String types = operands.stream().map(TensorType::toString).collect(Collectors.joining(" and "));
        return (path.isEmpty() ? "" : path + ": ") + op + " cannot take " + types + ": " + rule
                + (hint.isEmpty() ? "" : "; " + hint);
    }
}
