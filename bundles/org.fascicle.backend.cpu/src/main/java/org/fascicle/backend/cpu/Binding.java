package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
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
 * Where every value of a program begins, once its buffers are known. A result is made in the buffer of its output where
 * that harms no reader; all others are copied at the end.
 */
final class Binding {
    private final Placement placement;
    private final Map<String, CpuBuffer> buffers;
    private final Map<String, Scalar> scalars = new HashMap<>();
    private final Map<Root, Integer> inBuffers = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();

    /** What is copied at the end. */
    private record Move(Root root, TensorType type, CpuBuffer into) {
    }

    Binding(Graph graph, Placement placement, Map<String, CpuBuffer> buffers) {
        this.placement = placement;
        this.buffers = buffers;
        for (Node input : graph.inputs()) {
            String name = input.op().name();
            if (!buffers.containsKey(name)) {
                scalars.put(name, new Scalar(input.dtype(), placement.offset(new Root(input, 0))));
            }
        }
        Map<String, String> replaced = new HashMap<>();
        graph.aliases().forEach((input, output) -> replaced.put(output, input));
        graph.outputs().forEach((name, node) -> {
            Root root = MemoryPlan.root(node);
            CpuBuffer into = buffers.get(replaced.getOrDefault(name, name));
            boolean harmless = !replaced.containsKey(name) || placement.inPlace(name);
            if (harmless && isMade(root.node()) && !inBuffers.containsKey(root) && isBoundOnce(into)) {
                inBuffers.put(root, into.offset());
            } else {
                moves.add(new Move(root, node.type(), into));
            }
        });
    }

    private static boolean isMade(Node node) {
        return !(node.op() instanceof Input || node.op() instanceof Constant || node.op() instanceof Iota);
    }

    private boolean isBoundOnce(CpuBuffer buffer) {
        return buffers.values().stream().filter(other -> other == buffer).count() == 1;
    }

    Scalar scalar(String name) {
        return scalars.get(name);
    }

    /** Where the value of a node begins in the bank of its type. */
    int offset(Node node) {
        return offset(MemoryPlan.root(node));
    }

    /** Where a result of a node that has memory of its own begins. */
    int result(Node node, int index) {
        return offset(new Root(node, index));
    }

    private int offset(Root root) {
        CpuBuffer buffer = root.node().op() instanceof Input input ? buffers.get(input.name()) : null;
        return buffer != null ? buffer.offset()
                : inBuffers.containsKey(root) ? inBuffers.get(root) : placement.offset(root);
    }

    /** The copies at the end: what lies in buffers goes aside first, since the next copy may overwrite it. */
    List<Kernel> moves(Workspace workspace) {
        workspace.restart();
        List<Kernel> aside = new ArrayList<>();
        List<Kernel> home = new ArrayList<>();
        for (Move move : moves) {
            Bank bank = Bank.of(move.type().dtype());
            int elements = move.type().shape().elements();
            int from = offset(move.root());
            if (move.root().node().op() instanceof Input) {
                int temporary = workspace.take(bank, elements);
                aside.add(copy(bank, from, temporary, elements));
                from = temporary;
            }
            home.add(copy(bank, from, move.into().offset(), elements));
        }
        aside.addAll(home);
        return aside;
    }

    private static Kernel copy(Bank bank, int from, int to, int elements) {
        return new StridedCopy(bank, from, to, List.of(new StridedCopy.Axis(elements, 1, 1)));
    }
}
