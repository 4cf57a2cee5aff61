package org.fascicle.backend.cpu;

import java.util.Optional;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Followed;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Pointwise;
import org.fascicle.backend.cpu.machine.Strips;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.compiler.Blocks;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Fusion;

/** Finds elementwise work that can be done with each strip of a result as soon as it is there. */
final class Followers {
    /** Elements of a strip from which on its vectors are worth a call. */
    private static final int LEAST = 256;

    private final Binding binding;

    Followers(Binding binding) {
        this.binding = binding;
    }

    /**
     * One kernel in place of two that follow each other.
     *
     * @param first the last kernel of a node
     * @param next the only one of the next node that has any
     */
    Optional<Kernel> join(Work first, Node maker, Kernel next, Node reader) {
        return first instanceof Strips strips && strips.strips() > 0 && next instanceof Pointwise pointwise
                && maker.shape().elements() >= LEAST * strips.strips() && reads(reader, maker)
                && isHarmless(reader, maker)
                ? Optional.of(new Followed(strips, pointwise)) : Optional.empty();
    }

    /** Whether a node reads the result of another one, each element where it has its own. */
    private static boolean reads(Node reader, Node maker) {
        if (reader.op() instanceof Fusion fusion && Blocks.areIn(fusion)) {
            return false;
        }
        int readers = 0;
        for (Node operand : reader.operands()) {
            if (MemoryPlan.root(operand).node() == maker) {
                if (operand.shape().elements() != reader.results().getFirst().shape().elements()) {
                    return false;
                }
                readers++;
            }
        }
        return readers > 0;
    }

    /** Whether what is written early lies apart from what the maker still reads. */
    private boolean isHarmless(Node reader, Node maker) {
        Place made = binding.result(maker, 0);
        for (int i = 0; i < reader.results().size(); i++) {
            Place written = binding.result(reader, i);
            Bank bank = Bank.of(reader.results().get(i).dtype());
            boolean inPlace = bank == Bank.of(maker.dtype()) && stays(made) && stays(written)
                    && made.offset() == written.offset();
            for (Node operand : maker.operands()) {
                if (!inPlace && bank == Bank.of(operand.dtype()) && meet(written,
                        reader.results().get(i).shape().elements(), binding.place(operand),
                        operand.shape().elements())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a loop moves may be anywhere. */
    private static boolean meet(Place one, int length, Place other, int otherLength) {
        return !stays(one) || !stays(other)
                || one.offset() < other.offset() + otherLength && other.offset() < one.offset() + length;
    }

    private static boolean stays(Place place) {
        return switch (place) {
            case Place.Fixed _ -> true;
            case Place.Beyond(Place from, int _) -> stays(from);
            case Place.Moving _ -> false;
        };
    }
}
