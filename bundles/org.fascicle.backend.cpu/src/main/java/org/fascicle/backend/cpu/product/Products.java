package org.fascicle.backend.cpu.product;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.backend.cpu.movement.StridedCopy.Axis;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.backend.cpu.reduction.Folds;
import org.fascicle.graph.Shape;

/**
 * Makes {@code batch} products {@code [m, k]·[k, n]} of operands with any strides. A right operand is packed first
 * where it is large, or the same again and again, or where its columns are no neighbours and all threads read all of
 * it.
 *
 * @param onto whether they are added to what stands in the result
 */
public record Products(Tiles tiles, int batch, int m, int k, int n, boolean onto) {
    /** Steps of k for each row of the left operand from which on a product is done in two halves of k. */
    private static final int DEEP = 12;
    /** Rows and nanoseconds from which on that is worth adding the halves up. */
    private static final int ROWS = 8;
    private static final long LONG = 40_000;
    /**
     * Bytes of a right operand, and rows that meet it, from which on it is packed for all of them at once: 1024³ takes
     * 10.1 ms then instead of 11.0. Of less, each thread packs by itself what it needs next, if at all; it would have
     * to fetch the other one's half from that one's cache, and 512³ would take 5 % longer.
     */
    private static final int LARGE = 1 << 21;
    private static final int MEETING_ROWS = 256;

    /** Products that take the place of what stands in the result. */
    public Products(Tiles tiles, int batch, int m, int k, int n) {
        this(tiles, batch, m, k, n, false);
    }

    /** The kernels of the products. */
    public List<Kernel> of(Operand left, Operand right, Operand result, Workspace workspace) {
        boolean neighbours = right.columnStride() == 1 || n == 1 && right.rowStride() == 1;
        if (neighbours && isDeep() && result.rowStride() == n) {
            return halves(left, right, result, workspace);
        }
        if (!isLarge() && (neighbours || isApart())) {
            return List.of(new Product(tiles, batch, m, k, n, onto, left, right, result));
        }
        Place packed = workspace.take(Bank.FLOATS, batch * Operand.panelled(k, n));
        List<Kernel> kernels = new ArrayList<>(packing(right, packed));
        kernels.add(packed(left, packed, result));
        return kernels;
    }

    /**
     * Whether nearly all that is read is the right operand. Threads that share its columns each read from all of its
     * rows; where it is a parameter, whose update they share by rows, each then has to tell the other of every line
     * that it writes. For {@code [64, 784]·[784, 128]} that took as long as the update itself.
     */
    private boolean isDeep() {
        return batch == 1 && !onto && k % 2 == 0 && m >= ROWS && k >= DEEP * m
                && Tiles.nanoseconds((long) m * n * k) >= LONG;
    }

    /** Whether each thread reads what no other one does of the right operand. */
    private boolean isApart() {
        return !Product.isCutByRows(m, k, n) && (batch > 1 || n > Tiles.COLUMNS);
    }

    private boolean isLarge() {
        return batch == 1 && m >= MEETING_ROWS && n > Tiles.COLUMNS && (long) k * n * Float.BYTES >= LARGE;
    }

    /** The upper and the lower half of the steps of k for themselves, then their sum. */
    private List<Kernel> halves(Operand left, Operand right, Operand result, Workspace workspace) {
        int depth = k / 2;
        Place both = workspace.take(Bank.FLOATS, 2 * m * n);
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(new Product(tiles, 2, m, depth, n, false, left.repeatedEach(depth * left.columnStride()),
                right.repeatedEach(depth * right.rowStride()), Operand.rowMajor(both, m, n)));
        kernels.addAll(Folds.of(Fold.SUM, Bank.FLOATS, Shape.of(2, m * n), List.of(0), both, result.place(),
                workspace));
        return kernels;
    }

    /**
     * The kernels of products with the same right operand again and again: what {@code once} gets packs it into memory
     * that stays taken, what is returned is done each time.
     */
    public List<Kernel> again(Operand left, Operand right, Operand result, Workspace workspace,
            List<? super Kernel> once) {
        Place packed = workspace.keep(Bank.FLOATS, batch * Operand.panelled(k, n));
        once.addAll(packing(right, packed));
        return List.of(packed(left, packed, result));
    }

    private Kernel packed(Operand left, Place packed, Operand result) {
        return new Product(tiles, batch, m, k, n, onto, left, Operand.panels(packed, k, n), result);
    }

    /** Whole panels, then the columns of the last one, behind which anything may stand. */
    private List<Kernel> packing(Operand right, Place packed) {
        Operand to = Operand.panels(packed, k, n);
        int panels = n / Tiles.COLUMNS;
        int rest = n % Tiles.COLUMNS;
        List<Kernel> kernels = new ArrayList<>();
        if (panels > 0) {
            kernels.add(new StridedCopy(Bank.FLOATS, right.place(), packed, List.of(
                    new Axis(batch, right.batchStride(), to.batchStride()),
                    new Axis(panels, right.panelStride(), to.panelStride()),
                    new Axis(k, right.rowStride(), to.rowStride()),
                    new Axis(Tiles.COLUMNS, right.columnStride(), 1))));
        }
        if (rest > 0) {
            kernels.add(new StridedCopy(Bank.FLOATS, right.place().plus(panels * right.panelStride()),
                    packed.plus(panels * to.panelStride()), List.of(
                    new Axis(batch, right.batchStride(), to.batchStride()),
                    new Axis(k, right.rowStride(), to.rowStride()), new Axis(rest, right.columnStride(), 1))));
        }
        return kernels;
    }
}
