package org.fascicle.compiler.strip;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;

/** Rewrites a graph in which some nodes are computed strip by strip: loops take their place. */
final class Striper {
    private final Graph graph;
    private final ToIntFunction<Striped> width;
    private final Map<Node, Striped> homes = new IdentityHashMap<>();
    private final Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Integer> levels = new IdentityHashMap<>();
    private final Emitter emitter = new Emitter();
    private final Map<Node, Node> images = new IdentityHashMap<>();

    /**
     * A rewriting.
     *
     * @param found what is computed strip by strip
     * @param width places of a strip of each
     */
    Striper(Graph graph, List<Striped> found, ToIntFunction<Striped> width) {
        this.graph = graph;
        this.width = width;
        for (Striped striped : found) {
            striped.exits().keySet().forEach(exit -> homes.putIfAbsent(exit, striped));
            inside.addAll(striped.members().keySet());
        }
        inside.removeAll(homes.keySet());
        graph.nodes().forEach(node -> levels.put(node, node.operands().stream()
                .mapToInt(operand -> levels.get(operand) + (isLeft(operand, node) ? 1 : 0)).max().orElse(0)));
    }

    /** Whether a value comes out of a loop on its way to a node. */
    private boolean isLeft(Node operand, Node node) {
        return homes.containsKey(operand) && !(homes.get(operand).members().containsKey(operand)
                && homes.get(operand).members().containsKey(node));
    }

    /** The graph with loops. */
    Graph stripe() {
        graph.inputs().forEach(input -> images.put(input,
                emitter.input(((Input) input.op()).name(), input.type())));
        graph.nodes().stream().filter(node -> !inside.contains(node)).forEach(this::image);
        graph.outputs().forEach((name, node) -> emitter.output(name, image(node)));
        graph.aliases().forEach(emitter::alias);
        return emitter.graph();
    }

    private Node image(Node node) {
        if (!images.containsKey(node)) {
            if (homes.containsKey(node)) {
                loop(node);
            } else {
                images.put(node, copy(node));
            }
        }
        return images.get(node);
    }

    private Node copy(Node node) {
        List<Node> operands = node.operands().stream().map(this::image).toList();
        return emitter.within(node.origin(), () -> node.op() instanceof Part(int index)
                ? emitter.part(operands.getFirst(), index) : emitter.emit(node.op(), operands));
    }

    /** All that leaves the same nodes and waits for as many loops: no one of it waits for another. */
    private void loop(Node first) {
        Striped striped = homes.get(first);
        List<Striped.Exit> exits = striped.exits().values().stream()
                .filter(exit -> homes.get(exit.node()) == striped
                        && levels.get(exit.node()).equals(levels.get(first))).toList();
        StripLoop loop = new StripLoop(striped, Columns.of(striped), exits);
        images.putAll(emitter.within(first.origin(), () -> loop.emit(emitter, width.applyAsInt(striped), this::image)));
    }
}
