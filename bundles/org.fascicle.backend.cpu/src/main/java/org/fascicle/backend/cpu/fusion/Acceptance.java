package org.fascicle.backend.cpu.fusion;

import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Slice;

/** Which bodies are made of what generated code can do. */
final class Acceptance {
    /** Methods of more than 8,000 bytes are never compiled; an instruction has some ten. */
    private static final int LONGEST = 600;
    /** Elements of a row that one thread folds by itself. */
    private static final int LONGEST_ROW = 1 << 16;

    private final Graph body;
    private final Shape shape;
    private final boolean folds;

    private Acceptance(Graph body) {
        this.body = body;
        this.shape = Body.shape(body);
        this.folds = body.nodes().stream().anyMatch(Body::isFold);
    }

    /** Whether generated code can do a body. */
    static boolean of(Graph body) {
        return !body.outputs().isEmpty() && new Acceptance(body).holds();
    }

    private boolean holds() {
        return body.nodes().stream().allMatch(this::isKnown)
                && body.outputs().values().stream().allMatch(this::isWritable)
                && (folds ? shape.size(-1) <= LONGEST_ROW && new Sweeps(new Body(body)).instructions() <= LONGEST
                : body.nodes().stream().mapToInt(node -> Operations.instructions(node.op())).sum() <= LONGEST);
    }

    private boolean isKnown(Node node) {
        boolean known = switch (node.op()) {
            case Input _, Broadcast _, Elementwise _ -> true;
            case Slice slice -> node.operand(0).op() instanceof Input
                    && slice.strides().stream().allMatch(stride -> stride == 1);
            case Concatenate _ -> isJoined(node);
            case Reduction _ -> Body.isFold(node) && node.operand(0).shape().equals(shape);
            case Constant constant -> constant.isSplat();
            default -> false;
        };
        return known && node.dtype() != DType.F64 && (repeats(node.shape()) || isJoined(node)
                || node.op() instanceof Input && !Body.isReadWhole(node, body));
    }

    private boolean isWritable(Node output) {
        return isJoined(output) || output.shape().equals(shape)
                || folds && output.shape().equals(shape.with(-1, 1));
    }

    /** Whether a node is an output that is written block by block, which no folded row is, and that nothing reads. */
    private boolean isJoined(Node node) {
        return node.op() instanceof Concatenate && !folds && body.outputs().containsValue(node)
                && node.operands().stream().allMatch(part -> part.shape().equals(shape))
                && body.nodes().stream().noneMatch(reader -> reader.operands().contains(node));
    }

    private boolean repeats(Shape from) {
        return from.rank() == shape.rank() && IntStream.range(0, shape.rank())
                .allMatch(axis -> from.size(axis) == shape.size(axis) || from.size(axis) == 1);
    }
}
