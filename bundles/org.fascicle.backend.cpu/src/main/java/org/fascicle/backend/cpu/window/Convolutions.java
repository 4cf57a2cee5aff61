package org.fascicle.backend.cpu.window;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.backend.cpu.movement.StridedCopy.Axis;
import org.fascicle.backend.cpu.product.Operand;
import org.fascicle.backend.cpu.product.Products;
import org.fascicle.backend.cpu.product.Tiles;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.backend.cpu.reduction.Folds;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;

/**
 * Makes convolutions and their two derivatives from x {@code [images, spatial…, in]}, a weight {@code [window…,
 * in / groups, out]} and y {@code [images, positions…, out]}.
 */
public final class Convolutions {
    private final Tiles tiles;
    private final Geometry geometry;
    private final int groups;
    private final int in;
    private final int out;
    private final boolean pointwise;
    private final Workspace workspace;

    /**
     * The convolutions of a window.
     *
     * @param x shape of the input
     * @param out channels of y
     */
    public Convolutions(Tiles tiles, Window window, int groups, Shape x, int out, Workspace workspace) {
        this.tiles = tiles;
        this.geometry = Geometry.of(window, x);
        this.groups = groups;
        this.in = x.size(-1);
        this.out = out;
        this.pointwise = groups == 1 && window.elements() == 1 && window.strides().stream().allMatch(step -> step == 1)
                && window.low().stream().allMatch(places -> places == 0)
                && window.high().stream().allMatch(places -> places == 0);
        this.workspace = workspace;
    }

    private boolean isDepthwise() {
        return groups > 1 && groups == in && groups == out;
    }

    private Rows inputs(Place x) {
        return new Rows(x, geometry.rows(), geometry.width(), in);
    }

    private Rows results(Place y) {
        return new Rows(y, geometry.positionRows(), geometry.positions(), out);
    }

    /** Pixels of all images. */
    private int pixels() {
        return geometry.images() * geometry.rows() * geometry.width();
    }

    /** (x, weight) → y. */
    public List<Kernel> convolution(Place x, Place weight, Place y) {
        if (pointwise) {
            return new Products(tiles, 1, pixels(), in, out).of(Operand.rowMajor(x, pixels(), in),
                    Operand.rowMajor(weight, in, out), Operand.rowMajor(y, pixels(), out), workspace);
        }
        if (isDepthwise()) {
            return List.of(Depthwise.convolution(geometry, inputs(x), weight, results(y)));
        }
        int channels = in / groups;
        return List.of(new SlidingProduct(tiles, geometry.images(), inputs(x),
                new SlidingProduct.Weight(weight, geometry.size() * channels * out, out, out / groups), results(y),
                geometry.rowOf(), geometry.taps(), groups, Phase.ofPositions(geometry, in, channels)));
    }

    /** (dy, weight) → dx: the same with the weight turned round. */
    public List<Kernel> dataGradient(Place dy, Place weight, Place dx) {
        if (pointwise) {
            return new Products(tiles, 1, pixels(), out, in).of(Operand.rowMajor(dy, pixels(), out),
                    Operand.rowMajor(weight, in, out).transposed(), Operand.rowMajor(dx, pixels(), in), workspace);
        }
        if (isDepthwise()) {
            return List.of(Depthwise.dataGradient(geometry, results(dy), weight, inputs(dx)));
        }
        int channels = in / groups;
        Place turned = workspace.take(Bank.FLOATS, geometry.taps() * geometry.size() * channels * out);
        List<Kernel> kernels = new ArrayList<>();
        int place = 0;
        for (int first = 0; first < Math.min(geometry.stride(), geometry.width()); first++) {
            List<Integer> elements = Phase.elements(geometry, first);
            if (!elements.isEmpty()) {
                kernels.add(turn(weight.plus(elements.getFirst() * channels * out),
                        turned.plus(place * channels * out), elements.size(), elements));
            }
            place += elements.size();
        }
        kernels.add(new SlidingProduct(tiles, geometry.images(), results(dy),
                new SlidingProduct.Weight(turned, geometry.size() * channels * out, channels, out / groups * channels),
                inputs(dx), geometry.positionRowOf(), geometry.taps(), groups,
                Phase.ofPlaces(geometry, out, out / groups)));
        return kernels;
    }

    /** Some elements of the window for all taps, the last first, each {@code [in, out]} as {@code [out, in]}. */
    private Kernel turn(Place weight, Place turned, int count, List<Integer> elements) {
        int channels = in / groups;
        int slab = channels * out;
        int between = count > 1 ? elements.get(1) - elements.get(0) : 0;
        return new StridedCopy(Bank.FLOATS, weight, turned, List.of(
                new Axis(geometry.taps(), geometry.size() * slab, geometry.size() * slab),
                new Axis(count, between * slab, slab), new Axis(out, 1, channels), new Axis(channels, out, 1)));
    }

    /** (x, dy) → dweight. */
    public List<Kernel> weightGradient(Place x, Place dy, Place weight) {
        if (pointwise) {
            return new Products(tiles, 1, in, pixels(), out).of(Operand.rowMajor(x, pixels(), in).transposed(),
                    Operand.rowMajor(dy, pixels(), out), Operand.rowMajor(weight, in, out), workspace);
        }
        if (isDepthwise()) {
            return List.of(new DepthwiseWeightGradient(geometry, inputs(x), results(dy), weight));
        }
        int rows = geometry.taps() * geometry.size() * (in / groups);
        int pieces = WeightGradient.pieces(geometry, inputs(x), groups);
        boolean turned = WeightGradient.isTurned(geometry, inputs(x), results(dy), groups);
        int elements = rows * out;
        Place whole = turned ? workspace.take(Bank.FLOATS, elements) : weight;
        Place parts = pieces == 1 ? whole : workspace.take(Bank.FLOATS, pieces * elements);
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(new WeightGradient(tiles, geometry, inputs(x), results(dy), parts, groups));
        if (pieces > 1) {
            kernels.addAll(Folds.of(Fold.SUM, Bank.FLOATS, Shape.of(pieces, elements), List.of(0), parts, whole,
                    workspace));
        }
        if (turned) {
            kernels.add(new StridedCopy(Bank.FLOATS, whole, weight, List.of(new Axis(rows, 1, out),
                    new Axis(out, rows, 1))));
        }
        return kernels;
    }
}
