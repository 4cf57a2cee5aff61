package org.fascicle.backend.cpu;

import java.util.IdentityHashMap;
import java.util.Map;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.compiler.MemoryPlan.Place;
import org.fascicle.compiler.MemoryPlan.Root;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;

/**
 * Where a program keeps what is not in buffers: intermediate values as the compiler planned them; constants, made once
 * and never overwritten; inputs that are given anew at each run.
 */
final class Placement {
    private final MemoryPlan plan;
    private final Map<MemoryPlan.Arena, Integer> bases = new IdentityHashMap<>();
    private final Map<Node, Integer> own = new IdentityHashMap<>();

    Placement(CpuSession session, Graph graph) {
        plan = MemoryPlan.of(graph);
        plan.sizes().forEach((arena, size) -> bases.put(arena, session.intermediates(bank(arena), size)));
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Constant constant -> own.put(node, keep(session.arena(), values(constant)));
                case Iota iota -> own.put(node, keep(session.arena(), values(iota)));
                case Input input when input.type().shape().equals(Shape.SCALAR) ->
                    own.put(node, keep(session.arena(), HostTensor.zeros(input.type())));
                default -> {
                    // in a buffer, or planned
                }
            }
        }
    }

    /** Whether an output may be written straight into the buffer of the input that it replaces. */
    boolean inPlace(String output) {
        return plan.inPlace().contains(output);
    }

    /** Where a value begins in the bank of its type. */
    int offset(Root root) {
        Integer kept = own.get(root.node());
        if (kept != null) {
            return kept;
        }
        Place place = plan.places().get(root.node()).get(root.result());
        return bases.get(place.arena()) + place.offset();
    }

    private static Bank bank(MemoryPlan.Arena arena) {
        return switch (arena) {
            case FLOATS -> Bank.FLOATS;
            case INTS -> Bank.INTS;
            case BYTES -> Bank.BYTES;
            case DOUBLES -> throw new IllegalArgumentException("f64 has no kernels here; take the reference backend");
        };
    }

    private static int keep(Arena arena, HostTensor values) {
        Bank bank = Bank.of(values.type().dtype());
        int offset = arena.allocate(bank, values.elements(), "a constant of " + values.type()).offset();
        Object array = switch (bank) {
            case FLOATS -> arena.floats();
            case INTS -> arena.ints();
            case BYTES -> arena.bytes();
        };
        System.arraycopy(values.array(), 0, array, offset, values.elements());
        return offset;
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
