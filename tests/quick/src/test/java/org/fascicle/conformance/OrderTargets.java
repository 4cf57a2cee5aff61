package org.fascicle.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.Window;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;

/** PyTorch's functions of order, of places along an axis, of running folds, and of windows laid out as columns. */
final class OrderTargets {
    private OrderTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.cumsum", Expression.of(given ->
                given.input("input").cumulativeSum(given.options().whole("dim", 0))));
        checks.put("torch.cumprod", Expression.of(given ->
                given.input("input").cumulativeProduct(given.options().whole("dim", 0))));
        checks.put("torch.prod", Expression.of(OrderTargets::product));
        checks.put("torch.cummax", new Expression(OrderTargets::runningMaximum));
        checks.put("torch.argsort", Expression.of(given -> given.input("input")
                .argsort(given.options().whole("dim", -1), given.options().flag("descending", false))));
        checks.put("torch.sort", new Expression(given -> sorted(given.input("input"), given.options().whole("dim", -1),
                given.options().flag("descending", false), Integer.MAX_VALUE)));
        checks.put("torch.topk", new Expression(given -> sorted(given.input("input"), given.options().whole("dim", -1),
                given.options().flag("largest", true), given.options().whole("k", 1))));
        checks.put("torch.gather", Expression.of(given -> given.input("input")
                .takeAlong(given.input("index"), given.options().whole("dim", 0))));
        checks.put("torch.scatter_add", Expression.of(given -> given.input("input").plus(scattered(given,
                given.input("src")))));
        checks.put("torch.scatter", Expression.of(OrderTargets::scatter));
        checks.put("torch.masked_select", Expression.of(OrderTargets::maskedSelect));
        checks.put("torch.nn.functional.unfold", Expression.of(OrderTargets::unfold));
        checks.put("torch.nn.functional.fold", Expression.of(OrderTargets::fold));
        return checks;
    }

    private static Tensor product(Given given) {
        Tensor x = given.input("input");
        if (!given.options().has("dim")) {
            int elements = x.shape().elements();
            return x.reshape(elements).cumulativeProduct(0).slice(0, elements - 1, elements).reshape(Shape.SCALAR);
        }
        int axis = given.options().whole("dim", 0);
        Tensor last = x.cumulativeProduct(axis).slice(axis, x.size(axis) - 1, x.size(axis));
        return given.options().flag("keepdim", false) ? last : last.reshape(x.shape().without(axis));
    }

    /** A scan that carries the largest value so far, and its place. */
    private static Map<String, Tensor> runningMaximum(Given given) {
        Tensor x = given.input("input");
        int axis = given.options().whole("dim", 0);
        Tensor first = x.swapAxes(0, axis);
        Tensor lowest = first.constant(first.type().with(first.shape().without(0)), Double.NEGATIVE_INFINITY);
        Tensor none = lowest.constant(lowest.type().with(DType.I32), 0);
        Recurrence scan = Recurrence.of(List.of(lowest, none), List.of(first), List.of(), false,
                (carries, elements, captured, place) -> {
                    Tensor larger = elements.getFirst().atLeast(carries.get(0));
                    Tensor value = Tensor.where(larger, elements.getFirst(), carries.get(0));
                    Tensor index = Tensor.where(larger, place, carries.get(1));
                    return new Recurrence.Iteration(List.of(value, index), List.of(value, index));
                });
        return Map.of("values", scan.outputs().get(0).swapAxes(0, axis), "indices",
                scan.outputs().get(1).swapAxes(0, axis));
    }

    private static Map<String, Tensor> sorted(Tensor x, int axis, boolean descending, int most) {
        Tensor order = x.argsort(axis, descending).slice(axis, 0, Math.min(most, x.size(axis)));
        return Map.of("values", x.takeAlong(order, axis), "indices", order);
    }

    /** Zeros of the input's shape, to which values are added at the places along an axis. */
    private static Tensor scattered(Given given, Tensor values) {
        Shape shape = given.input("input").shape();
        int axis = shape.axis(given.options().whole("dim", 0));
        Tensor index = given.input("index");
        if (!index.shape().equals(values.shape())) {
            throw new NotCovered("more values than places");
        }
        // the number of a place is its offset along every other axis, and the index along this one
        Tensor number = index.times(shape.strides()[axis]);
        for (int other = 0; other < shape.rank(); other++) {
            if (other != axis) {
                number = number.plus(index.iota(index.type(), other).times(shape.strides()[other]));
            }
        }
        int elements = index.shape().elements();
        return values.reshape(elements).scatterAdd(number.reshape(elements), shape.elements()).reshape(shape);
    }

    /** No place may be named twice. */
    private static Tensor scatter(Given given) {
        Tensor x = given.input("input");
        Tensor source = given.input("src");
        Tensor hit = scattered(given, source.constant(source.type(), 1));
        return Tensor.where(hit.greaterThan(0), scattered(given, source), x);
    }

    /** The places that are set, in their order, are what comes first when they are sorted to the front. */
    private static Tensor maskedSelect(Given given) {
        Tensor x = given.input("input");
        Tensor mask = given.input("mask");
        int count = given.outputShape().elements();
        Tensor all = mask.broadcastTo(x.shape()).reshape(x.shape().elements());
        return x.reshape(x.shape().elements()).gather(all.argsort(0, true).slice(0, 0, count));
    }

    /** A convolution whose filters show one element of the window each. */
    private static Tensor unfold(Given given) {
        Tensor x = Layout.channelsLast(given.input("input"));
        Window window = window(given.options());
        int channels = x.size(-1);
        Tensor y = x.convolution(each(x, window, channels), window, channels);
        return Layout.channelsFirst(y).reshape(x.size(0), channels * window.elements(), y.size(1) * y.size(2));
    }

    private static Tensor fold(Given given) {
        Tensor columns = given.input("input");
        Window window = window(given.options());
        List<Integer> size = given.options().wholes("output_size");
        int channels = columns.size(1) / window.elements();
        Shape x = Shape.of(columns.size(0), size.get(0), size.get(size.size() - 1), channels);
        Shape y = window.output(x, columns.size(1));
        Tensor dy = Layout.channelsLast(columns.reshape(y.size(0), y.size(-1), y.size(1), y.size(2)));
        ConvolutionDataGradient op = new ConvolutionDataGradient(window, channels, x);
        Tensor weight = each(columns, window, channels);
        return Layout.channelsFirst(new Tensor(dy.emitter().emit(op, dy.node(), weight.node()), dy.emitter()));
    }

    /** The weight [window…, 1, channels · elements] of which filter i shows element i of its channel's window. */
    private static Tensor each(Tensor any, Window window, int channels) {
        int elements = window.elements();
        Tensor element = any.iota(TensorType.of(DType.I32, elements, channels, elements), 0);
        Tensor filter = any.iota(TensorType.of(DType.I32, elements, channels, elements), 2);
        return element.equalTo(filter).cast(any.dtype()).reshape(new Shape(window.sizes())
                .followedBy(Shape.of(1, channels * elements)));
    }

    private static Window window(Options options) {
        return new Window(pair(options, "kernel_size", 1), pair(options, "stride", 1), pair(options, "padding", 0),
                pair(options, "padding", 0), pair(options, "dilation", 1));
    }

    private static List<Integer> pair(Options options, String name, int otherwise) {
        List<Integer> given = options.wholes(name, otherwise);
        return IntStream.range(0, 2).mapToObj(axis -> given.get(given.size() == 1 ? 0 : axis))
                .toList();
    }
}
