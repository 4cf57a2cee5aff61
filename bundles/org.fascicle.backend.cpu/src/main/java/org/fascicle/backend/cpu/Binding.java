package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.compiler.MemoryPlan.Root;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;

/**
 * Where every value of a graph begins, once the homes of its inputs and outputs are known. A result is made in the home
 * of its output where that harms no reader; all others are copied there at the end.
 */
final class Binding {
    private final Placement placement;
    private final Map<Node, Place> inputs;
    private final Map<String, Place> outputs;
    private final Map<Root, Place> madeAtHome = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();

    /** What is copied at the end. */
    private record Move(Root root, TensorType type, Place home) {
    }

    /**
     * A binding.
     *
     * @param inputs homes of inputs; others are where the placement has them
     * @param outputs homes of outputs that replace no input; others stay where they are made. Two homes are one where
     *        they are the same object
     */
    Binding(Graph graph, Placement placement, Map<Node, Place> inputs, Map<String, Place> outputs) {
        this.placement = placement;
        this.inputs = inputs;
        this.outputs = outputs;
        Map<String, Place> replaced = new HashMap<>();
        for (Node input : graph.inputs()) {
            String output = graph.aliases().get(((Input) input.op()).name());
            if (output != null) {
                replaced.put(output, inputs.get(input));
            }
        }
        graph.outputs().forEach((name, node) -> {
            Root root = MemoryPlan.root(node);
            Place home = replaced.getOrDefault(name, outputs.get(name));
            if (home == null) {
                return;
            }
            boolean harmless = !replaced.containsKey(name) || placement.inPlace(name);
            if (harmless && isMade(root.node()) && !madeAtHome.containsKey(root) && hasOneUse(home)) {
                madeAtHome.put(root, home);
            } else if (home != inputs.get(root.node())) {
                moves.add(new Move(root, node.type(), home));
            }
        });
    }

    private static boolean isMade(Node node) {
        return !(node.op() instanceof Input || node.op() instanceof Constant || node.op() instanceof Iota);
    }

    private boolean hasOneUse(Place home) {
        return inputs.values().stream().filter(other -> other == home).count()
                + outputs.values().stream().filter(other -> other == home).count() == 1;
    }

    /** Where the value of a node begins in the bank of its type. */
    Place place(Node node) {
        return place(MemoryPlan.root(node));
    }

    /** Where a result of a node that has memory of its own begins. */
    Place result(Node node, int index) {
        return place(new Root(node, index));
    }

    private Place place(Root root) {
        Place home = root.node().op() instanceof Input ? inputs.get(root.node()) : madeAtHome.get(root);
        return home != null ? home : placement.place(root);
    }

    /**
     * The copies at the end: what lies in a home goes aside first, since the next copy may overwrite it.
     *
     * @param sources takes for each copy the node whose value it brings home
     */
    List<Kernel> moves(Workspace workspace, Map<Work, Node> sources) {
        workspace.restart();
        List<Kernel> aside = new ArrayList<>();
        List<Kernel> home = new ArrayList<>();
        for (Move move : moves) {
            Place from = place(move.root());
            if (move.root().node().op() instanceof Input) {
                Place temporary = workspace.take(Bank.of(move.type().dtype()), move.type().shape().elements());
                Kernel away = copy(move.type(), from, temporary);
                sources.put(away, move.root().node());
                aside.add(away);
                from = temporary;
            }
            Kernel back = copy(move.type(), from, move.home());
            sources.put(back, move.root().node());
            home.add(back);
        }
        aside.addAll(home);
        return aside;
    }

    /** A tensor of some type, once more. */
    static Kernel copy(TensorType type, Place from, Place to) {
        return new StridedCopy(Bank.of(type.dtype()), from, to,
                List.of(new StridedCopy.Axis(type.shape().elements(), 1, 1)));
    }
}
