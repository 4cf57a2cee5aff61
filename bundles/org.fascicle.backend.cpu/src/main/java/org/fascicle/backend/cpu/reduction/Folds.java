package org.fascicle.backend.cpu.reduction;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.graph.Shape;

/**
 * Folds any axes of a tensor: neighbouring axes that are folded, or kept, count as one; what remains is folded from the
 * innermost group outward, one group at a time.
 */
public final class Folds {
    private final Fold fold;
    private final Bank bank;
    private final Workspace workspace;
    private final List<Kernel> kernels = new ArrayList<>();

    private Folds(Fold fold, Bank bank, Workspace workspace) {
        this.fold = fold;
        this.bank = bank;
        this.workspace = workspace;
    }

    /** Neighbouring axes of one kind. */
    private record Group(boolean folded, int extent) {
    }

    /** The kernels that fold a tensor at {@code source} into one at {@code destination}. */
    public static List<Kernel> of(Fold fold, Bank bank, Shape shape, List<Integer> axes, Place source,
            Place destination, Workspace workspace) {
        Folds folds = new Folds(fold, bank, workspace);
        folds.lower(groups(shape, axes), source, destination);
        return folds.kernels;
    }

    private static List<Group> groups(Shape shape, List<Integer> axes) {
        List<Group> groups = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean folded = axes.contains(axis);
            int extent = shape.size(axis);
            if (!groups.isEmpty() && groups.getLast().folded() == folded) {
                groups.set(groups.size() - 1, new Group(folded, groups.getLast().extent() * extent));
            } else if (extent != 1) {
                groups.add(new Group(folded, extent));
            }
        }
        if (groups.stream().noneMatch(Group::folded)) {
            groups.add(new Group(true, 1));
        }
        return groups;
    }

    private void lower(List<Group> groups, Place source, Place destination) {
        List<Group> rest = new ArrayList<>(groups);
        Place at = source;
        for (int i = rest.size() - 1; i >= 0; i--) {
            if (rest.get(i).folded()) {
                int outer = rest.subList(0, i).stream().mapToInt(Group::extent).reduce(1, Math::multiplyExact);
                int inner = rest.subList(i + 1, rest.size()).stream().mapToInt(Group::extent)
                        .reduce(1, Math::multiplyExact);
                int length = rest.remove(i).extent();
                boolean last = rest.stream().noneMatch(Group::folded);
                Place into = last ? destination : workspace.take(bank, outer * inner);
                single(at, into, outer, length, inner);
                at = into;
            }
        }
    }

    /** {@code [outer, length, inner] → [outer, inner]}, in as many rounds as there are pieces of pieces. */
    private void single(Place source, Place destination, int outer, int length, int inner) {
        if (bank == Bank.INTS) {
            kernels.add(new IntFold(fold, source, destination, outer, length, inner));
            return;
        }
        int piece = inner == 1 ? RowFold.PIECE : ColumnFold.PIECE;
        int pieces = Math.max(1, Math.ceilDiv(length, piece));
        Place into = pieces == 1 ? destination : workspace.take(bank, outer * pieces * inner);
        kernels.add(inner == 1 ? new RowFold(fold, source, into, outer, length)
                : new ColumnFold(fold, source, into, outer, length, inner));
        if (pieces > 1) {
            single(into, destination, outer, pieces, inner);
        }
    }
}
