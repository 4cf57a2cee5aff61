package org.fascicle.compiler.strip;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.Scan;

/**
 * Random bits of a strip of rows: those that the whole has at its places. They are neighbours within a matrix, so each
 * matrix is one draw that begins where its rows do.
 *
 * @param whole shape of all bits: {@code […, rows, columns]}
 * @param width rows of a strip
 */
record StripBits(Shape whole, int width) {
    /**
     * Emits the bits {@code […, width, columns]}.
     *
     * @param stream key and counter
     * @param row the first row of the strip
     */
    Node emit(Emitter emitter, List<Node> stream, Node row) {
        int rows = whole.rank() - 2;
        int matrices = whole.range(0, rows).elements();
        Node bits = matrices == 1 ? draw(emitter, stream, row) : emitter.emit(
                new Scan(matrices(), matrices, 0, 0, false), stream.get(0), stream.get(1), row);
        return emitter.reshape(bits, whole.with(rows, width));
    }

    /** The bits of one matrix. */
    private Node draw(Emitter emitter, List<Node> stream, Node row) {
        Node first = emitter.multiply(row, emitter.constant(row.type(), whole.size(-1)));
        return emitter.emit(new RandomBits(Shape.of(width, whole.size(-1))), stream.get(0), stream.get(1), first);
    }

    /** What is done for each matrix. */
    private Graph matrices() {
        Emitter emitter = new Emitter();
        Node key = emitter.input("key", TensorType.of(DType.I32, 2));
        Node counter = emitter.input("counter", TensorType.of(DType.I32));
        Node row = emitter.input("row", TensorType.of(DType.I32));
        Node matrix = emitter.input("matrix", TensorType.of(DType.I32));
        Node above = emitter.multiply(matrix, emitter.constant(matrix.type(), whole.size(-2)));
        emitter.output("bits", draw(emitter, List.of(key, counter), emitter.add(above, row)));
        return emitter.graph();
    }
}
