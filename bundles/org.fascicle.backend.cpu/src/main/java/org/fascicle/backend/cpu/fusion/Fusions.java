package org.fascicle.backend.cpu.fusion;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.Graph;

/**
 * Makes the kernels of fused bodies. Classes are kept for the next body that computes the same, whatever its sizes, as
 * long as they are among the last used; one that is no longer kept goes with the last program that runs it.
 */
public final class Fusions {
    private static final int MOST = 500;

    private final Map<String, Chain> chains = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether a body is made of what a chain can do, for results of one shape. */
    public static boolean accepts(Graph body) {
        return Body.accepts(body);
    }

    /**
     * The kernel of a body that is accepted.
     *
     * @param operands where each input of the body begins in the bank of its element type
     * @param results where each output begins; it may be where an operand of the same type and shape begins
     */
    public Kernel kernel(Graph graph, List<Place> operands, List<Place> results) {
        Body body = new Body(graph);
        return new FusedKernel(chain(body), body, operands, results);
    }

    private synchronized Chain chain(Body body) {
        Chain chain = chains.computeIfAbsent(body.text(), text -> define(body));
        if (chains.size() > MOST) {
            chains.remove(chains.keySet().iterator().next());
        }
        return chain;
    }

    private static Chain define(Body body) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return (Chain) lookup.defineHiddenClass(ChainEmitter.write(body), false).lookupClass()
                    .getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no class for the chain\n" + body.text(), impossible);
        }
    }
}
