package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.ActivationLayer;
import org.fascicle.layers.BatchNorm;
import org.fascicle.layers.Border;
import org.fascicle.layers.Conv2d;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Embedding;
import org.fascicle.layers.Flatten;
import org.fascicle.layers.LayerNorm;
import org.fascicle.layers.Lstm;
import org.fascicle.layers.MaxPool2d;
import org.fascicle.layers.PositionalEmbedding;
import org.fascicle.layers.Repeat;
import org.fascicle.layers.Sequential;
import org.fascicle.layers.TiedDense;
import org.fascicle.layers.TransformerBlock;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;

/** Whole networks, and which of our parameters is made of which of PyTorch's. */
final class NetTargets {
    private NetTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("net:mlp", given -> mlp(given.options()).differences(given),
                "net:cnn", given -> cnn(given.options()).differences(given),
                "net:lstm_classifier", given -> lstm(given.options()).differences(given),
                "net:gpt", given -> gpt(given.options()).differences(given));
    }

    private static NetRun mlp(Options options) {
        List<Integer> sizes = options.wholes("sizes");
        List<String> activations = options.texts("activations");
        List<Layer> layers = new ArrayList<>();
        Map<String, Function<NetRun.Theirs, Tensor>> parameters = new LinkedHashMap<>();
        for (int i = 1; i < sizes.size(); i++) {
            Activation activation = i <= activations.size() ? ActivationTargets.named(activations.get(i - 1))
                    : new Identity();
            layers.add(new Dense(sizes.get(i), activation));
            linear(parameters, (i - 1) + "", "layers." + (i - 1));
        }
        return new NetRun(new Sequential(layers), x -> x, parameters, Map.of());
    }

    private static NetRun cnn(Options options) {
        int channels = options.whole("channels", 0);
        int padding = options.whole("padding", 0);
        int size = options.whole("kernel_size", 0);
        int stride = options.whole("stride", 1);
        int pool = options.whole("pool", 1);
        List<Integer> image = options.wholes("image");
        int height = ((image.get(0) + 2 * padding - size) / stride + 1) / pool;
        int width = ((image.get(1) + 2 * padding - size) / stride + 1) / pool;
        int classes = options.whole("classes", 0);
        options.whole("in_channels", 1);
        Layer model = Sequential.of(
                new Conv2d(channels, List.of(size), List.of(stride), String.valueOf(padding), Border.ZEROS, List.of(1),
                        1, new Identity(), false, new Zeros(), new Zeros()),
                new BatchNorm(options.number("bn_momentum", 0.1), options.number("bn_eps", 1e-5), true, true),
                new ActivationLayer(new Relu()), new MaxPool2d(pool), new Flatten(),
                new Dense(classes, new Identity()));
        Map<String, Function<NetRun.Theirs, Tensor>> parameters = new LinkedHashMap<>();
        parameters.put("0.weight", theirs -> Layout.weight(theirs.tensor("conv.weight")));
        parameters.put("1.weight", theirs -> theirs.tensor("bn.weight"));
        parameters.put("1.bias", theirs -> theirs.tensor("bn.bias"));
        // its columns are channels, height, width; our rows are height, width, channels
        parameters.put("5.weight", theirs -> theirs.tensor("fc.weight").reshape(classes, channels, height, width)
                .transpose(2, 3, 1, 0).reshape(height * width * channels, classes));
        parameters.put("5.bias", theirs -> theirs.tensor("fc.bias"));
        return new NetRun(model, Layout::channelsLast, parameters, Map.of(
                "1.runningMean", theirs -> theirs.tensor("bn.running_mean"),
                "1.runningVariance", theirs -> theirs.tensor("bn.running_var")));
    }

    private static NetRun lstm(Options options) {
        int units = options.whole("hidden", 0);
        if (options.whole("num_layers", 1) != 1) {
            throw new NotCovered("more than one layer");
        }
        Layer lstm = new Lstm(units, false, false, Optional.empty(), true, 0, new Zeros(), new Zeros());
        Layer model = Sequential.of(new Embedding(options.whole("vocab", 0), options.whole("embed", 0)),
                new TwoBiases(lstm), new Dense(options.whole("classes", 0), new Identity()));
        Map<String, Function<NetRun.Theirs, Tensor>> parameters = new LinkedHashMap<>();
        parameters.put("0.weight", theirs -> theirs.tensor("embedding.weight"));
        parameters.put("1.input.weight", theirs -> theirs.tensor("lstm.weight_ih_l0").swapAxes(0, 1));
        parameters.put("1.recurrent.weight", theirs -> theirs.tensor("lstm.weight_hh_l0").swapAxes(0, 1));
        parameters.put("1.input.bias", theirs -> theirs.tensor("lstm.bias_ih_l0"));
        parameters.put("1.input.bias2", theirs -> theirs.tensor("lstm.bias_hh_l0"));
        linear(parameters, "2", "fc");
        return new NetRun(model, x -> x, parameters, Map.of());
    }

    private static NetRun gpt(Options options) {
        int features = options.whole("dim", 0);
        int words = options.whole("vocab", 0);
        boolean tied = options.flag("tied", false);
        double epsilon = options.number("eps", 1e-5);
        TransformerBlock block = new TransformerBlock(options.whole("heads", 1), options.whole("hidden", 0),
                ActivationTargets.named(options.text("activation", "gelu")), true, Optional.empty(),
                TransformerBlock.Order.PRE, 0, Optional.empty(), epsilon, true, false, new GlorotUniform());
        int blocks = options.whole("layers", 0);
        Layer head = tied ? new TiedDense("0.weight")
                : new Dense(words, new Identity(), false, new Zeros(), new Zeros());
        Layer model = Sequential.of(new Embedding(words, features),
                new PositionalEmbedding(options.whole("context", 0), new Zeros()), new Repeat(blocks, block),
                new LayerNorm(1, epsilon, true, true), head);
        Map<String, Function<NetRun.Theirs, Tensor>> parameters = new LinkedHashMap<>();
        parameters.put("0.weight", theirs -> theirs.tensor("wte.weight"));
        parameters.put("1.weight", theirs -> theirs.tensor("wpe.weight"));
        for (int i = 0; i < blocks; i++) {
            String theirs = "blocks." + i + ".";
            String ours = "2." + i + ".";
            List<String> parts = List.of("query", "key", "value");
            for (int part = 0; part < parts.size(); part++) {
                int from = part * features;
                parameters.put(ours + "attention." + parts.get(part) + ".weight",
                        all -> all.tensor(theirs + "qkv.weight").slice(0, from, from + features).swapAxes(0, 1));
            }
            linear(parameters, ours + "attention.output", theirs + "proj");
            linear(parameters, ours + "linear1", theirs + "fc1");
            linear(parameters, ours + "linear2", theirs + "fc2");
            norm(parameters, ours + "norm1", theirs + "ln1");
            norm(parameters, ours + "norm2", theirs + "ln2");
        }
        norm(parameters, "3", "ln_f");
        if (!tied) {
            parameters.put("4.weight", theirs -> theirs.tensor("head.weight").swapAxes(0, 1));
        }
        return new NetRun(model, x -> x, parameters, new HashMap<>());
    }

    private static void linear(Map<String, Function<NetRun.Theirs, Tensor>> parameters, String ours, String name) {
        parameters.put(ours + ".weight", theirs -> theirs.tensor(name + ".weight").swapAxes(0, 1));
        parameters.put(ours + ".bias", theirs -> theirs.tensor(name + ".bias"));
    }

    private static void norm(Map<String, Function<NetRun.Theirs, Tensor>> parameters, String ours, String name) {
        parameters.put(ours + ".weight", theirs -> theirs.tensor(name + ".weight"));
        parameters.put(ours + ".bias", theirs -> theirs.tensor(name + ".bias"));
    }
}
