package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;

/** PyTorch's functions that put elements elsewhere. */
final class MovementTargets {
    private MovementTargets() {
    }

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("torch.transpose", Expression.of(given ->
                given.input("input").swapAxes(given.options().whole("dim0", 0), given.options().whole("dim1", 1))));
        checks.put("torch.permute", Expression.of(given -> {
            Tensor x = given.input("input");
            return x.transpose(given.options().wholes("dims").stream().mapToInt(x.shape()::axis).toArray());
        }));
        checks.put("torch.reshape", Expression.of(MovementTargets::reshape));
        checks.put("torch.Tensor.expand", Expression.of(MovementTargets::expand));
        checks.put("torch.Tensor.repeat", Expression.of(MovementTargets::repeat));
        checks.put("torch.repeat_interleave", Expression.of(MovementTargets::interleave));
        checks.put("torch.cat", Expression.of(given ->
                Tensor.concatenate(given.options().whole("dim", 0), given.inputs("tensors"))));
        checks.put("torch.stack", Expression.of(given -> {
            int axis = given.options().whole("dim", 0);
            return Tensor.concatenate(axis, given.inputs("tensors").stream().map(x -> x.expandDims(axis)).toList());
        }));
        checks.put("torch.split", new Expression(MovementTargets::split));
        checks.put("torch.chunk", new Expression(MovementTargets::chunk));
        checks.put("torch.flip", Expression.of(given -> given.input("input")
                .reverse(given.options().wholes("dims").stream().mapToInt(Integer::intValue).toArray())));
        checks.put("torch.roll", Expression.of(MovementTargets::roll));
        checks.put("torch.nn.functional.pad", Expression.of(MovementTargets::pad));
        checks.put("torch.diff", Expression.of(given -> {
            Tensor x = given.input("input");
            int axis = given.options().whole("dim", -1);
            for (int i = 0; i < given.options().whole("n", 1); i++) {
                x = x.slice(axis, 1, x.size(axis)).minus(x.slice(axis, 0, x.size(axis) - 1));
            }
            return x;
        }));
        checks.put("torch.index_select", Expression.of(given ->
                given.input("input").take(given.options().whole("dim", 0), given.input("index"))));
        checks.put("torch.index_add", Expression.of(MovementTargets::indexAdd));
        checks.put("torch.nn.functional.one_hot", Expression.of(given ->
                given.input("input").oneHot(given.options().whole("num_classes", -1), DType.I32)));
        checks.put("torch.tril", Expression.of(given -> triangle(given, true)));
        checks.put("torch.triu", Expression.of(given -> triangle(given, false)));
        checks.put("torch.diagonal", Expression.of(MovementTargets::diagonal));
        return checks;
    }

    private static Tensor reshape(Given given) {
        Tensor x = given.input("input");
        List<Integer> sizes = new ArrayList<>(given.options().wholes("shape"));
        int known = sizes.stream().filter(size -> size >= 0).reduce(1, Math::multiplyExact);
        sizes.replaceAll(size -> size >= 0 ? size : x.shape().elements() / known);
        return x.reshape(new Shape(sizes));
    }

    private static Tensor expand(Given given) {
        Tensor x = given.input("input");
        List<Integer> sizes = new ArrayList<>(given.options().wholes("size"));
        for (int axis = 0; axis < sizes.size(); axis++) {
            if (sizes.get(axis) < 0) {
                sizes.set(axis, x.size(axis - sizes.size()));
            }
        }
        return x.broadcastTo(new Shape(sizes));
    }

    private static Tensor repeat(Given given) {
        List<Integer> repeats = given.options().wholes("repeats");
        Tensor x = given.input("input");
        while (x.rank() < repeats.size()) {
            x = x.expandDims(0);
        }
        for (int axis = 0; axis < repeats.size(); axis++) {
            int size = x.size(axis);
            x = taking(x, axis, 0, size * repeats.get(axis), place -> place % size);
        }
        return x;
    }

    private static Tensor interleave(Given given) {
        Tensor x = given.input("input");
        int repeats = given.options().whole("repeats", 1);
        if (!given.options().has("dim")) {
            return taking(x.reshape(x.shape().elements()), 0, 0, x.shape().elements() * repeats, i -> i / repeats);
        }
        int axis = given.options().whole("dim", 0);
        return taking(x, axis, 0, x.size(axis) * repeats, place -> place / repeats);
    }

    private static Map<String, Tensor> split(Given given) {
        int axis = given.options().whole("dim", 0);
        List<Integer> sections = given.options().wholes("split_size_or_sections");
        int size = given.input("input").size(axis);
        return pieces(given, axis, sections.size() > 1 ? sections : equal(size, sections.getFirst()));
    }

    private static Map<String, Tensor> chunk(Given given) {
        int axis = given.options().whole("dim", 0);
        int size = given.input("input").size(axis);
        return pieces(given, axis, equal(size, Math.ceilDiv(size, given.options().whole("chunks", 1))));
    }

    private static List<Integer> equal(int size, int piece) {
        return IntStream.range(0, Math.ceilDiv(size, piece)).mapToObj(i -> Math.min(piece, size - i * piece)).toList();
    }

    private static Map<String, Tensor> pieces(Given given, int axis, List<Integer> sizes) {
        Map<String, Tensor> pieces = new LinkedHashMap<>();
        int start = 0;
        for (int size : sizes) {
            pieces.put("y." + pieces.size(), given.input("input").slice(axis, start, start + size));
            start += size;
        }
        return pieces;
    }

    private static Tensor roll(Given given) {
        Tensor x = given.input("input");
        List<Integer> shifts = given.options().wholes("shifts");
        List<Integer> axes = given.options().wholes("dims");
        if (axes.isEmpty()) {
            throw new NotCovered("rolling all axes as one");
        }
        for (int i = 0; i < axes.size(); i++) {
            int size = x.size(axes.get(i));
            int cut = Math.floorMod(-shifts.get(i), size);
            x = Tensor.concatenate(axes.get(i), List.of(x.slice(axes.get(i), cut, size), x.slice(axes.get(i), 0, cut)));
        }
        return x;
    }

    /** Pads run from the last axis; negative ones cut off. */
    private static Tensor pad(Given given) {
        Tensor x = given.input("input");
        List<Integer> amounts = given.options().wholes("pad");
        String mode = given.options().text("mode", "constant");
        double value = given.options().number("value", 0);
        for (int i = 0; i < amounts.size(); i += 2) {
            int axis = -1 - i / 2;
            int size = x.size(axis);
            int before = amounts.get(i);
            int end = size + amounts.get(i + 1);
            x = switch (mode) {
                case "constant" -> x.slice(axis, Math.max(0, -before), Math.min(size, end))
                        .pad(axis, Math.max(0, before), Math.max(0, end - size), value);
                case "reflect" -> taking(x, axis, -before, end, place -> size - 1
                        - Math.abs(size - 1 - Math.abs(place)));
                case "replicate" -> taking(x, axis, -before, end, place -> Math.clamp(place, 0, size - 1));
                case "circular" -> taking(x, axis, -before, end, place -> Math.floorMod(place, size));
                default -> throw new NotCovered("mode " + mode);
            };
        }
        return x;
    }

    private static Tensor indexAdd(Given given) {
        Tensor x = given.input("input");
        if (x.shape().axis(given.options().whole("dim", 0)) != 0) {
            throw new NotCovered("adding along another axis than the first");
        }
        Tensor sums = given.input("source").scatterAdd(given.input("index"), x.size(0));
        return x.plus(sums.times(given.options().number("alpha", 1)));
    }

    private static Tensor triangle(Given given, boolean lower) {
        Tensor x = given.input("input");
        TensorType places = TensorType.of(DType.I32, x.size(-2), x.size(-1));
        Tensor above = x.iota(places, 1).minus(x.iota(places, 0));
        Tensor diagonal = above.scalar(given.options().whole("diagonal", 0));
        return Tensor.where(lower ? above.atMost(diagonal) : above.atLeast(diagonal), x, x.scalar(0));
    }

    /** Every (columns + 1)-th element of the rows one behind the other. */
    private static Tensor diagonal(Given given) {
        Tensor x = given.input("input");
        int offset = given.options().whole("offset", 0);
        if (x.rank() != 2) {
            throw new NotCovered("diagonals of more than one matrix");
        }
        int length = Math.min(x.size(0) + Math.min(offset, 0), x.size(1) - Math.max(offset, 0));
        int start = offset >= 0 ? offset : -offset * x.size(1);
        int stride = x.size(1) + 1;
        return x.reshape(x.shape().elements()).slice(0, start, start + (length - 1) * stride + 1, stride);
    }

    private static Tensor taking(Tensor x, int axis, int from, int to, IntUnaryOperator source) {
        List<Double> places = IntStream.range(from, to).map(source).mapToObj(place -> (double) place).toList();
        return x.take(axis, x.constant(TensorType.of(DType.I32, places.size()), places));
    }
}
