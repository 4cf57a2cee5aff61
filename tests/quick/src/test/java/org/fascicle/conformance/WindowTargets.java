package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.activations.Identity;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.AveragePool1d;
import org.fascicle.layers.AveragePool2d;
import org.fascicle.layers.Border;
import org.fascicle.layers.Conv1d;
import org.fascicle.layers.Conv2d;
import org.fascicle.layers.Conv3d;
import org.fascicle.layers.GlobalAveragePool1d;
import org.fascicle.layers.GlobalAveragePool2d;
import org.fascicle.layers.GlobalMaxPool2d;
import org.fascicle.layers.MaxPool1d;
import org.fascicle.layers.MaxPool2d;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;

/** PyTorch's convolutions and pools. */
final class WindowTargets {
    private WindowTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.nn.Conv1d", Expression.of(given -> convolution(given, 1)));
        checks.put("torch.nn.Conv2d", Expression.of(given -> convolution(given, 2)));
        checks.put("torch.nn.Conv3d", Expression.of(given -> convolution(given, 3)));
        checks.put("torch.nn.ConvTranspose1d", Expression.of(given -> transposed(given, 1)));
        checks.put("torch.nn.ConvTranspose2d", Expression.of(given -> transposed(given, 2)));
        checks.put("torch.nn.MaxPool1d", Expression.of(given -> pool(given, max(given.options(), 1))));
        checks.put("torch.nn.MaxPool2d", Expression.of(given -> pool(given, max(given.options(), 2))));
        checks.put("torch.nn.AvgPool1d", Expression.of(given -> pool(given, average(given.options(), 1))));
        checks.put("torch.nn.AvgPool2d", Expression.of(given -> pool(given, average(given.options(), 2))));
        checks.put("formula:global_average_pool1d", whole(new GlobalAveragePool1d(Optional.empty())));
        checks.put("formula:global_average_pool2d", whole(new GlobalAveragePool2d()));
        checks.put("formula:global_max_pool2d", whole(new GlobalMaxPool2d()));
        return checks;
    }

    private static Tensor convolution(Given given, int rank) {
        Options options = given.options();
        Tensor x = given.input("input");
        int filters = options.whole("out_channels", 0);
        List<Integer> size = options.wholes("kernel_size");
        List<Integer> stride = options.wholes("stride", 1);
        List<Integer> dilation = options.wholes("dilation", 1);
        int groups = options.whole("groups", 1);
        boolean bias = options.flag("bias", true);
        String padding = padding(options);
        Border border = Border.valueOf(options.text("padding_mode", "zeros").toUpperCase(Locale.ROOT));
        if (x.size(1) != options.whole("in_channels", 0)) {
            throw new NotCovered("an input of other channels");
        }
        Zeros none = new Zeros();
        Layer layer = switch (rank) {
            case 1 -> new Conv1d(filters, size, stride, padding, border, dilation, groups, new Identity(), bias, none,
                    none);
            case 2 -> new Conv2d(filters, size, stride, padding, border, dilation, groups, new Identity(), bias, none,
                    none);
            default -> new Conv3d(filters, size, stride, padding, border, dilation, groups, new Identity(), bias, none,
                    none);
        };
        Map<String, Tensor> parameters = new HashMap<>();
        parameters.put("weight", Layout.weight(given.parameter("weight")));
        if (bias) {
            parameters.put("bias", given.parameter("bias"));
        }
        return Layout.channelsFirst(layer.apply(Layout.channelsLast(x), new GivenScope(parameters, false)));
    }

    /** The derivative of a convolution by what it reads: its own derivatives are second ones of the convolution. */
    private static Tensor transposed(Given given, int rank) {
        Options options = given.options();
        Tensor x = Layout.channelsLast(given.input("input"));
        List<Integer> sizes = each(options.wholes("kernel_size"), rank);
        List<Integer> strides = each(options.wholes("stride", 1), rank);
        List<Integer> padding = each(options.wholes("padding", 0), rank);
        List<Integer> more = each(options.wholes("output_padding", 0), rank);
        List<Integer> dilations = each(options.wholes("dilation", 1), rank);
        int groups = options.whole("groups", 1);
        int filters = options.whole("out_channels", 0);
        if (x.size(-1) != options.whole("in_channels", 0)) {
            throw new NotCovered("an input of other channels");
        }
        List<Integer> read = new ArrayList<>(List.of(x.size(0)));
        for (int i = 0; i < rank; i++) {
            read.add((x.size(i + 1) - 1) * strides.get(i) - 2 * padding.get(i)
                    + dilations.get(i) * (sizes.get(i) - 1) + more.get(i) + 1);
        }
        read.add(filters);
        Tensor places = x.constant(x.type().with(new Shape(read)), 0);
        Window window = new Window(sizes, strides, padding, padding, dilations);
        Tensor convolved = places.convolution(Layout.weight(given.parameter("weight")), window, groups);
        Tensor y = convolved.times(x).sum().gradients(List.of(places)).getFirst();
        return Layout.channelsFirst(options.flag("bias", true) ? y.plus(given.parameter("bias")) : y);
    }

    private static List<Integer> each(List<Integer> numbers, int rank) {
        return numbers.size() == rank ? numbers : Collections.nCopies(rank, numbers.getFirst());
    }

    private static Layer max(Options options, int rank) {
        List<Integer> size = options.wholes("kernel_size");
        Optional<List<Integer>> stride = stride(options);
        List<Integer> dilation = options.wholes("dilation", 1);
        boolean ceil = options.flag("ceil_mode", false);
        return rank == 1 ? new MaxPool1d(size, stride, padding(options), dilation, ceil)
                : new MaxPool2d(size, stride, padding(options), dilation, ceil);
    }

    private static Layer average(Options options, int rank) {
        List<Integer> size = options.wholes("kernel_size");
        Optional<List<Integer>> stride = stride(options);
        boolean ceil = options.flag("ceil_mode", false);
        boolean count = options.flag("count_include_pad", true);
        return rank == 1 ? new AveragePool1d(size, stride, padding(options), ceil, count)
                : new AveragePool2d(size, stride, padding(options), ceil, count);
    }

    private static Tensor pool(Given given, Layer layer) {
        Tensor x = Layout.channelsLast(given.input("input"));
        return Layout.channelsFirst(layer.apply(x, new GivenScope(Map.of(), false)));
    }

    private static Check whole(Layer layer) {
        return Expression.of(given -> {
            Tensor x = given.has("x") ? given.input("x") : given.input("input");
            return layer.apply(Layout.channelsLast(x), new GivenScope(Map.of(), false));
        });
    }

    private static Optional<List<Integer>> stride(Options options) {
        return options.has("stride") ? Optional.of(options.wholes("stride")) : Optional.empty();
    }

    /** As a text: {@code same}, {@code valid}, or numbers. */
    private static String padding(Options options) {
        String text = options.text("padding", "0");
        return text.matches("[a-z]+") ? text
                : options.wholes("padding", 0).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
