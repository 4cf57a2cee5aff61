package org.fascicle.backend.cpu.movement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * Copies of as many rows each, such as the pieces of a concatenation, or slices of one tensor. A thread that has part
 * of the rows most likely made them, and finds them in its cache; copy by copy, each may be too small to be shared.
 */
public final class RowCopies implements Kernel {
    private final List<StridedCopy> copies;

    private RowCopies(List<StridedCopy> copies) {
        this.copies = List.copyOf(copies);
    }

    /** Copies that go to different places, as one kernel where all have the same number of rows, several. */
    public static List<? extends Kernel> of(List<StridedCopy> copies) {
        return areAlike(copies) ? List.of(new RowCopies(copies)) : copies;
    }

    private static boolean areAlike(List<StridedCopy> copies) {
        return copies.size() > 1 && copies.getFirst().extent() > 1
                && copies.stream().allMatch(copy -> copy.extent() == copies.getFirst().extent());
    }

    /** One more copy with these, where it has as many rows as they have. */
    public static Optional<Kernel> join(Work before, StridedCopy next) {
        List<StridedCopy> copies = switch (before) {
            case StridedCopy one -> Stream.of(one, next).toList();
            case RowCopies several -> Stream.concat(several.copies.stream(), Stream.of(next)).toList();
            default -> List.of();
        };
        return areAlike(copies) ? Optional.of(new RowCopies(copies)) : Optional.empty();
    }

    @Override
    public int extent() {
        return copies.getFirst().extent();
    }

    @Override
    public long nanoseconds() {
        return copies.stream().mapToLong(StridedCopy::nanoseconds).sum();
    }

    @Override
    public int scratchFloats() {
        return copies.getFirst().scratchFloats();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int i = 0; i < copies.size(); i++) {
            copies.get(i).run(worker, from, to);
        }
    }
}
