package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Gradients;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Absolute;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.And;
import org.fascicle.graph.op.ArgReduce;
import org.fascicle.graph.op.ArgSort;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Compare;
import org.fascicle.graph.op.Comparison;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.Cosine;
import org.fascicle.graph.op.CumulativeProduct;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Divide;
import org.fascicle.graph.op.DynamicSlice;
import org.fascicle.graph.op.DynamicUpdate;
import org.fascicle.graph.op.Erf;
import org.fascicle.graph.op.Exp;
import org.fascicle.graph.op.Expm1;
import org.fascicle.graph.op.Floor;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Log1p;
import org.fascicle.graph.op.Log;
import org.fascicle.graph.op.Logistic;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Minimum;
import org.fascicle.graph.op.Multiply;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Or;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.Power;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ReduceMin;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reverse;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.ShiftLeft;
import org.fascicle.graph.op.ShiftRight;
import org.fascicle.graph.op.Sign;
import org.fascicle.graph.op.Sine;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.SquareRoot;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Tanh;
import org.fascicle.graph.op.Transpose;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.fascicle.graph.op.Xor;

/**
 * A tensor that will have values when its graph runs.
 *
 * <p>Binary methods broadcast as in NumPy: shapes are aligned at the last axis, and an extent of 1 (or a missing axis)
 * repeats. Element types never change by themselves. A negative axis counts from the end.
 *
 * @param node what it is in its graph
 * @param emitter the graph that grows
 */
public record Tensor(Node node, Emitter emitter) {
    public TensorType type() {
        return node.type();
    }

    public Shape shape() {
        return node.shape();
    }

    public DType dtype() {
        return node.dtype();
    }

    /** Number of axes. */
    public int rank() {
        return shape().rank();
    }

    /** Extent of an axis. */
    public int size(int axis) {
        return shape().size(axis);
    }

    // ---- constants of the same graph

    /** A constant of this element type that broadcasts against anything. */
    public Tensor scalar(double value) {
        return constant(new TensorType(dtype(), Shape.SCALAR), value);
    }

    /** A constant of any type, the same everywhere. */
    public Tensor constant(TensorType type, double value) {
        return wrap(emitter.constant(type, value));
    }

    /** A constant with a value for each element, row-major. */
    public Tensor constant(TensorType type, List<Double> values) {
        return emit(new Constant(type, values));
    }

    /** 0, 1, 2, … along an axis. */
    public Tensor iota(TensorType type, int axis) {
        return emit(new Iota(type, type.shape().axis(axis)));
    }

    // ---- arithmetic

    public Tensor plus(Tensor other) {
        return binary(new Add(), other);
    }

    public Tensor plus(double value) {
        return plus(scalar(value));
    }

    public Tensor minus(Tensor other) {
        return binary(new Subtract(), other);
    }

    public Tensor minus(double value) {
        return minus(scalar(value));
    }

    public Tensor times(Tensor other) {
        return binary(new Multiply(), other);
    }

    public Tensor times(double value) {
        return times(scalar(value));
    }

    /** {@code this / other}. */
    public Tensor over(Tensor other) {
        return binary(new Divide(), other);
    }

    public Tensor over(double value) {
        return over(scalar(value));
    }

    public Tensor power(Tensor exponent) {
        return binary(new Power(), exponent);
    }

    public Tensor power(double exponent) {
        return power(scalar(exponent));
    }

    public Tensor maximum(Tensor other) {
        return binary(new Maximum(), other);
    }

    public Tensor maximum(double value) {
        return maximum(scalar(value));
    }

    public Tensor minimum(Tensor other) {
        return binary(new Minimum(), other);
    }

    public Tensor minimum(double value) {
        return minimum(scalar(value));
    }

    public Tensor negate() {
        return emit(new Negate());
    }

    public Tensor abs() {
        return emit(new Absolute());
    }

    public Tensor sign() {
        return emit(new Sign());
    }

    public Tensor floor() {
        return emit(new Floor());
    }

    public Tensor exp() {
        return emit(new Exp());
    }

    public Tensor expm1() {
        return emit(new Expm1());
    }

    public Tensor log() {
        return emit(new Log());
    }

    public Tensor log1p() {
        return emit(new Log1p());
    }

    public Tensor sqrt() {
        return emit(new SquareRoot());
    }

    public Tensor sin() {
        return emit(new Sine());
    }

    public Tensor cos() {
        return emit(new Cosine());
    }

    public Tensor tanh() {
        return emit(new Tanh());
    }

    /** {@code 1 / (1 + e⁻ˣ)}. */
    public Tensor sigmoid() {
        return emit(new Logistic());
    }

    public Tensor erf() {
        return emit(new Erf());
    }

    public Tensor square() {
        return times(this);
    }

    public Tensor reciprocal() {
        return scalar(1).over(this);
    }

    /** {@code max(x, 0)}; its derivative at 0 is 0. */
    public Tensor relu() {
        return where(atMost(scalar(0)), scalar(0), this);
    }

    // ---- truth and bits

    public Tensor equalTo(Tensor other) {
        return binary(new Compare(Comparison.EQUAL), other);
    }

    public Tensor notEqualTo(Tensor other) {
        return binary(new Compare(Comparison.NOT_EQUAL), other);
    }

    public Tensor lessThan(Tensor other) {
        return binary(new Compare(Comparison.LESS), other);
    }

    public Tensor lessThan(double value) {
        return lessThan(scalar(value));
    }

    public Tensor atMost(Tensor other) {
        return binary(new Compare(Comparison.LESS_OR_EQUAL), other);
    }

    public Tensor greaterThan(Tensor other) {
        return binary(new Compare(Comparison.GREATER), other);
    }

    public Tensor greaterThan(double value) {
        return greaterThan(scalar(value));
    }

    public Tensor atLeast(Tensor other) {
        return binary(new Compare(Comparison.GREATER_OR_EQUAL), other);
    }

    public Tensor and(Tensor other) {
        return binary(new And(), other);
    }

    public Tensor or(Tensor other) {
        return binary(new Or(), other);
    }

    public Tensor xor(Tensor other) {
        return binary(new Xor(), other);
    }

    public Tensor shiftLeft(int bits) {
        return binary(new ShiftLeft(), scalar(bits));
    }

    /** Logical shift: zeros come in from the left. */
    public Tensor shiftRight(int bits) {
        return binary(new ShiftRight(), scalar(bits));
    }

    /** {@code condition ? whenTrue : whenFalse}, all three broadcast. */
    public static Tensor where(Tensor condition, Tensor whenTrue, Tensor whenFalse) {
        return Broadcasting.select(condition, whenTrue, whenFalse);
    }

    public Tensor cast(DType dtype) {
        return dtype == dtype() ? this : emit(new Cast(dtype));
    }

    // ---- reductions; the plain form drops the axis, the keeping form leaves it with extent 1

    /** Sum of all elements: a scalar. */
    public Tensor sum() {
        return sumKeeping(allAxes()).reshape(Shape.SCALAR);
    }

    public Tensor sum(int axis) {
        return sumKeeping(axis).reshape(shape().without(axis));
    }

    public Tensor sumKeeping(int... axes) {
        return axes.length == 0 ? this : emit(new ReduceSum(axes(axes)));
    }

    /** Mean of all elements: a scalar. */
    public Tensor mean() {
        return sum().over(shape().elements());
    }

    public Tensor mean(int axis) {
        return sum(axis).over(size(axis));
    }

    public Tensor meanKeeping(int... axes) {
        return sumKeeping(axes).over(IntStream.of(axes).map(this::size).reduce(1, Math::multiplyExact));
    }

    public Tensor max(int axis) {
        return maxKeeping(axis).reshape(shape().without(axis));
    }

    public Tensor maxKeeping(int... axes) {
        return axes.length == 0 ? this : emit(new ReduceMax(axes(axes)));
    }

    public Tensor min(int axis) {
        return minKeeping(axis).reshape(shape().without(axis));
    }

    public Tensor minKeeping(int... axes) {
        return axes.length == 0 ? this : emit(new ReduceMin(axes(axes)));
    }

    // ---- movement

    public Tensor reshape(int... sizes) {
        return reshape(Shape.of(sizes));
    }

    public Tensor reshape(Shape shape) {
        return wrap(emitter.reshape(node, shape));
    }

    /** {@code [batch, …] → [batch, features]}. */
    public Tensor flatten() {
        int batch = size(0);
        return reshape(batch, batch == 0 ? shape().without(0).elements() : shape().elements() / batch);
    }

    /** A new axis of extent 1 before {@code axis}; -1 appends. */
    public Tensor expandDims(int axis) {
        return reshape(shape().inserting(axis, 1));
    }

    /** Repeats along axes of extent 1, after the rank is brought up by leading ones. */
    public Tensor broadcastTo(Shape shape) {
        return Broadcasting.to(this, shape);
    }

    public Tensor transpose(int... permutation) {
        return emit(new Transpose(IntStream.of(permutation).boxed().toList()));
    }

    /** The two axes exchanged. */
    public Tensor swapAxes(int one, int other) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank()).boxed().toList());
        Collections.swap(axes, shape().axis(one), shape().axis(other));
        return emit(new Transpose(axes));
    }

    /** The places {@code from} (inclusive) to {@code to} (exclusive) of one axis. */
    public Tensor slice(int axis, int from, int to) {
        return slice(axis, from, to, 1);
    }

    /** Every {@code stride}-th place of one axis from {@code from} (inclusive) to {@code to} (exclusive). */
    public Tensor slice(int axis, int from, int to, int stride) {
        return emit(Slice.along(shape(), shape().axis(axis), from, to, stride));
    }

    /** {@code before} and {@code behind} elements of a value at the ends of one axis. */
    public Tensor pad(int axis, int before, int behind, double value) {
        List<Integer> low = new ArrayList<>(Collections.nCopies(rank(), 0));
        List<Integer> high = new ArrayList<>(low);
        low.set(shape().axis(axis), before);
        high.set(shape().axis(axis), behind);
        return emit(new Pad(low, high, Collections.nCopies(rank(), 0), value));
    }

    /** Tensors one behind the other along an axis. */
    public static Tensor concatenate(int axis, List<Tensor> parts) {
        Tensor first = parts.getFirst();
        return first.wrap(first.emitter.emit(new Concatenate(first.shape().axis(axis)),
                parts.stream().map(Tensor::node).toList()));
    }

    /** Rows of this tensor by number: {@code this: [n, row…], indices: i32 [index…] → [index…, row…]}. */
    public Tensor gather(Tensor indices) {
        return wrap(emitter.emit(new Gather(), node, indices.node));
    }

    /** The places of one axis that numbers name: {@code this: […, n, …], indices: i32 [k] → […, k, …]}. */
    public Tensor take(int axis, Tensor indices) {
        if (indices.rank() != 1) {
            throw new ShapeException("take", List.of(type(), indices.type()), "it takes one list of numbers",
                    "reshape them, or take rows of any shape by gather()").at(emitter.origin());
        }
        return shape().axis(axis) == 0 ? gather(indices) : swapAxes(0, axis).gather(indices).swapAxes(0, axis);
    }

    /** Zeros {@code [rows, row…]} to which the rows of this tensor are added at the places in {@code indices}. */
    public Tensor scatterAdd(Tensor indices, int rows) {
        return wrap(emitter.emit(new ScatterAdd(rows), indices.node, node));
    }

    /** The elements in the opposite order along some axes. */
    public Tensor reverse(int... axes) {
        return emit(new Reverse(axes(axes)));
    }

    /** A block of fixed size at a place known at run time: starts i32 [rank], moved so that the block lies inside. */
    public Tensor dynamicSlice(Tensor starts, Shape sizes) {
        return wrap(emitter.emit(new DynamicSlice(sizes), node, starts.node));
    }

    /** This tensor with a block replaced at a place known at run time; see {@link #dynamicSlice}. */
    public Tensor dynamicUpdate(Tensor block, Tensor starts) {
        return wrap(emitter.emit(new DynamicUpdate(), node, block.node, starts.node));
    }

    // ---- order along an axis

    /** The place of the largest value: i32, the axis dropped. The first of equals. */
    public Tensor argmax(int axis) {
        return emit(new ArgReduce(shape().axis(axis), true)).reshape(shape().without(axis));
    }

    /** The place of the smallest value: i32, the axis dropped. The first of equals. */
    public Tensor argmin(int axis) {
        return emit(new ArgReduce(shape().axis(axis), false)).reshape(shape().without(axis));
    }

    /** The places that put an axis in order: i32 of this shape; equals keep their order. */
    public Tensor argsort(int axis, boolean descending) {
        return emit(new ArgSort(shape().axis(axis), descending));
    }

    /** The values of an axis in order. */
    public Tensor sort(int axis, boolean descending) {
        return takeAlong(argsort(axis, descending), axis);
    }

    /** The values at places along an axis: indices i32, whose other extents are this tensor's. */
    public Tensor takeAlong(Tensor indices, int axis) {
        return Selection.takeAlong(this, indices, axis);
    }

    /** {@code yᵢ = Σ xⱼ} over {@code j ≤ i}. */
    public Tensor cumulativeSum(int axis) {
        return emit(new CumulativeSum(shape().axis(axis), false));
    }

    /** {@code yᵢ = Π xⱼ} over {@code j ≤ i}. */
    public Tensor cumulativeProduct(int axis) {
        return emit(new CumulativeProduct(shape().axis(axis)));
    }

    // ---- windows over [batch, spatial…, channels]

    /** Cross-correlation with a weight {@code [window…, in / groups, out]}. */
    public Tensor convolution(Tensor weight, Window window, int groups) {
        return wrap(emitter.emit(new Convolution(window, groups), node, weight.node));
    }

    /** The largest element of each window. */
    public Tensor windowMax(Window window) {
        return emit(new WindowMax(window));
    }

    /** The sum of each window. */
    public Tensor windowSum(Window window) {
        return emit(new WindowSum(window));
    }

    // ---- products

    /**
     * Matrix product: {@code [batch…, m, k] · [k, n] → [batch…, m, n]}, or {@code [batch…, m, k] · [batch…, k, n]} with
     * the leading axes broadcast.
     */
    public Tensor matmul(Tensor other) {
        return Products.matmul(this, other);
    }

    // ---- composed functions, which keep their names in the graph

    /** {@code eˣⁱ / Σ eˣʲ} along an axis, without overflow. */
    public Tensor softmax(int axis) {
        return call("softmax", x -> Normalization.softmax(x, axis));
    }

    /** {@code xᵢ − ln Σ eˣʲ} along an axis, without overflow. */
    public Tensor logSoftmax(int axis) {
        return call("log-softmax", x -> Normalization.logSoftmax(x, axis));
    }

    /** {@code ln Σ eˣʲ} along an axis, which stays with extent 1, without overflow. */
    public Tensor logSumExpKeeping(int... axes) {
        return call("log-sum-exp", x -> Normalization.logSumExp(x, axes));
    }

    /** 1 at the place that each number names, 0 elsewhere: {@code i32 [index…] → dtype [index…, classes]}. */
    public Tensor oneHot(int classes, DType dtype) {
        Tensor places = iota(new TensorType(DType.I32, shape().inserting(-1, classes)), -1);
        return places.equalTo(expandDims(-1)).cast(dtype);
    }

    /** A function of this tensor that keeps its name in the graph. */
    public Tensor call(String function, UnaryOperator<Tensor> body) {
        return Trace.call(function, List.of(this), operands -> body.apply(operands.getFirst()));
    }

    // ---- derivatives

    /** The derivative of this floating scalar by each of some tensors of the same graph. */
    public List<Tensor> gradients(List<Tensor> by) {
        return Gradients.of(emitter, node, by.stream().map(Tensor::node).toList()).stream().map(this::wrap).toList();
    }

    @Override
    public String toString() {
        return type().toString();
    }

    Tensor wrap(Node result) {
        return new Tensor(result, emitter);
    }

    Tensor emit(Op op) {
        boolean source = op instanceof Constant || op instanceof Iota;
        return wrap(source ? emitter.emit(op) : emitter.emit(op, node));
    }

    private Tensor binary(Op op, Tensor other) {
        if (dtype() != other.dtype()) {
            throw new ShapeException(op.name(), List.of(type(), other.type()), "element types differ",
                    "cast one of them").at(emitter.origin());
        }
        return Broadcasting.binary(op, this, other);
    }

    private int[] allAxes() {
        return IntStream.range(0, rank()).toArray();
    }

    private List<Integer> axes(int... axes) {
        return IntStream.of(axes).map(shape()::axis).boxed().toList();
    }
}
