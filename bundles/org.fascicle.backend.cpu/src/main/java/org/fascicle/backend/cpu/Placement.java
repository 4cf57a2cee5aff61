package org.fascicle.backend.cpu;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.compiler.MemoryPlan.Root;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Scan;

/**
 * Where a program keeps what is not in buffers: intermediate values as the compiler planned them; constants, made once
 * and never overwritten; inputs that are given anew at each run. Bodies of scans have placements of their own, whose
 * intermediate values lie behind those of the graph around them; only one body runs at a time, so all share that
 * memory.
 */
final class Placement {
    private final MemoryPlan plan;
    private final Map<MemoryPlan.Arena, Integer> bases = new IdentityHashMap<>();
    private final Map<Node, Place> own = new IdentityHashMap<>();
    private final Map<Node, Placement> bodies = new IdentityHashMap<>();

    /** Places for a graph in the memory of a session. */
    static Placement of(CpuSession session, Graph graph) {
        Placement placement = new Placement(session.arena(), graph, MemoryPlan::of);
        for (MemoryPlan.Arena arena : MemoryPlan.Arena.values()) {
            int need = placement.need(arena);
            if (need > 0) {
                placement.settle(arena, session.intermediates(bank(arena), need));
            }
        }
        return placement;
    }

    /** One place for all values of a graph in an arena of its own: for kernels that run on anything, each alone. */
    static Placement scratch(Arena arena, Graph graph) {
        Placement placement = new Placement(arena, graph, MemoryPlan::overlapping);
        for (MemoryPlan.Arena each : MemoryPlan.Arena.values()) {
            int need = placement.need(each);
            if (need > 0) {
                placement.settle(each, arena.allocate(bank(each), need, "scratch values").offset());
            }
        }
        return placement;
    }

    private Placement(Arena arena, Graph graph, Function<Graph, MemoryPlan> planning) {
        plan = planning.apply(graph);
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Constant constant -> own.put(node, keep(arena, values(constant)));
                case Iota iota -> own.put(node, keep(arena, values(iota)));
                case Input input when input.type().shape().equals(Shape.SCALAR) ->
                    own.put(node, keep(arena, HostTensor.zeros(input.type())));
                case Scan scan -> bodies.put(node, new Placement(arena, Recurrence.body(scan), planning));
                default -> {
                    // in a buffer, or planned
                }
            }
        }
    }

    private int need(MemoryPlan.Arena arena) {
        int most = bodies.values().stream().mapToInt(body -> body.need(arena)).max().orElse(0);
        return Math.addExact(plan.sizes().getOrDefault(arena, 0), most);
    }

    private void settle(MemoryPlan.Arena arena, int base) {
        bases.put(arena, base);
        bodies.values().forEach(body -> body.settle(arena, base + plan.sizes().getOrDefault(arena, 0)));
    }

    /** The placement of the body of a scan. */
    Placement body(Node scan) {
        return bodies.get(scan);
    }

    /** Whether an output may be written straight into the memory of the input that it replaces. */
    boolean inPlace(String output) {
        return plan.inPlace().contains(output);
    }

    /** Where a value begins in the bank of its type. */
    Place place(Root root) {
        Place kept = own.get(root.node());
        if (kept != null) {
            return kept;
        }
        MemoryPlan.Place planned = plan.places().get(root.node()).get(root.result());
        return Place.at(bases.get(planned.arena()) + planned.offset());
    }

    private static Bank bank(MemoryPlan.Arena arena) {
        return switch (arena) {
            case FLOATS -> Bank.FLOATS;
            case INTS -> Bank.INTS;
            case BYTES -> Bank.BYTES;
            case DOUBLES -> throw new IllegalArgumentException("f64 has no kernels here; take the reference backend");
        };
    }

    private static Place keep(Arena arena, HostTensor values) {
        Bank bank = Bank.of(values.type().dtype());
        int offset = arena.allocate(bank, values.elements(), "a constant of " + values.type()).offset();
        Object array = switch (bank) {
            case FLOATS -> arena.floats();
            case INTS -> arena.ints();
            case BYTES -> arena.bytes();
        };
        System.arraycopy(values.array(), 0, array, offset, values.elements());
        return Place.at(offset);
    }

    private static HostTensor values(Constant constant) {
        HostTensor values = HostTensor.zeros(constant.type());
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, constant.values().get(constant.isSplat() ? 0 : i));
        }
        return values;
    }

    private static HostTensor values(Iota iota) {
        TensorType type = iota.type();
        HostTensor values = HostTensor.zeros(type);
        int stride = type.shape().strides()[type.shape().axis(iota.axis())];
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, i / stride % type.shape().size(iota.axis()));
        }
        return values;
    }
}
