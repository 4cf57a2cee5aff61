package org.fascicle.backend.cpu;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.backend.cpu.fusion.Fusions;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.product.Tiles;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Custom;
import org.fascicle.graph.op.Scan;

/**
 * Where the kernels of a program come from that no class of this bundle is: those of plug-ins, found when the program
 * is compiled, so that a service that goes later is still used, and those that are generated.
 */
final class KernelSource {
    private final Map<Node, CustomKernel> kernels = new IdentityHashMap<>();
    private final Arena arena;
    private final Fusions fusions;
    private final Tiles tiles;

    /** Those of a graph and of the bodies of its scans, for tensors in an arena. */
    KernelSource(Arena arena, Fusions fusions, Tiles tiles, Graph graph,
            Function<Node, Optional<CustomKernel>> services) {
        this.arena = arena;
        this.fusions = fusions;
        this.tiles = tiles;
        gather(graph, services);
    }

    private void gather(Graph graph, Function<Node, Optional<CustomKernel>> services) {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Custom custom -> kernels.put(node, services.apply(node).orElseThrow(() ->
                        new IllegalStateException("the kernel of " + custom.function() + " has left while the program "
                                + "was compiled; start again, and it runs as its body says")));
                case Scan scan -> gather(scan.body(), services);
                default -> {
                    // no plug-in's
                }
            }
        }
    }

    /** The work of a custom operation on bound operands and results. */
    Kernel work(Node node, List<Place> operands, List<Place> results) {
        return new CustomWork(kernels.get(node), arena, node, operands, results);
    }

    /** The work of a fused body on bound operands and results. */
    Kernel fusion(Graph body, List<Place> operands, List<Place> results) {
        return fusions.kernel(body, operands, results);
    }

    /** The loops of all products. */
    Tiles tiles() {
        return tiles;
    }

    /** Whether one of several kernels is for a node; the first is taken. */
    static Optional<CustomKernel> find(List<CustomKernel> services, Node node) {
        List<TensorType> operands = node.operands().stream().map(Node::type).toList();
        return services.stream().filter(kernel -> node.op() instanceof Custom custom
                && kernel.function().equals(custom.function()) && kernel.accepts(operands)).findFirst();
    }
}
