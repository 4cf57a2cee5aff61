package org.fascicle.backend.cpu.fusion;

import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.Graph;

/** Makes the kernels of fused bodies; those that compute the same, whatever their sizes, share their code. */
public final class Fusions {
    private final CodeCache<Chain> chains = new CodeCache<>(Chain.class);
    private final CodeCache<Rows> rows = new CodeCache<>(Rows.class);

    /** Whether a body is made of what generated code can do, in one shape with folds of its last axis. */
    public static boolean accepts(Graph body) {
        return Acceptance.of(body);
    }

    /**
     * The kernel of a body that is accepted.
     *
     * @param operands where each input of the body begins in the bank of its element type
     * @param results where each output begins; it may be where an operand of the same type and shape begins of which no
     *        blocks are read
     */
    public Kernel kernel(Graph graph, List<Place> operands, List<Place> results) {
        Body body = new Body(graph);
        return body.hasFolds()
                ? new RowKernel(rows.get(body.text(), () -> RowEmitter.write(body)), body, operands, results)
                : new FusedKernel(chains.get(body.text(), () -> ChainEmitter.write(body)), body, operands, results);
    }
}
