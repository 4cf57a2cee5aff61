package org.fascicle.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.CrossAttention;
import org.fascicle.layers.MultiHeadAttention;
import org.fascicle.layers.Rotary;
import org.fascicle.layers.TransformerBlock;
import org.fascicle.layers.TransformerDecoder;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Continuation;
import org.fascicle.tensor.Attention;
import org.fascicle.tensor.Tensor;

/** PyTorch's attention and the layers of its transformer. A 1 in their masks hides; a 1 in ours shows. */
final class AttentionTargets {
    private static final Optional<String> REAL = Optional.of("real");

    private AttentionTargets() {
    }

    static Map<String, Check> all() {
        return Map.of(
                "torch.nn.functional.scaled_dot_product_attention", Expression.of(AttentionTargets::scaledDotProduct),
                "torch.nn.MultiheadAttention", new Expression(AttentionTargets::multiHead),
                "torch.nn.TransformerEncoderLayer", Expression.of(AttentionTargets::encoder),
                "torch.nn.TransformerDecoderLayer", Expression.of(AttentionTargets::decoder),
                "formula:rope", Expression.of(AttentionTargets::rotary));
    }

    private static Tensor scaledDotProduct(Given given) {
        Tensor query = given.input("query");
        double scale = given.options().number("scale", 1 / Math.sqrt(query.size(-1)));
        Attention attention = new Attention(scale, given.options().flag("is_causal", false));
        Optional<Tensor> mask = Optional.of("attn_mask").filter(given::has)
                .map(name -> given.isWhole(name) ? given.mask(name) : given.input(name));
        return attention.apply(query, given.input("key"), given.input("value"), mask);
    }

    private static Tensor rotary(Given given) {
        Tensor x = given.input("x");
        Rotary.Pairs pairs = given.options().text("style", "").equals("interleaved") ? Rotary.Pairs.NEIGHBOURS
                : Rotary.Pairs.HALVES;
        Continuation past = new Continuation(Whole.number(x, given.options().whole("offset", 0)), Integer.MAX_VALUE);
        return new Rotary(given.options().number("base", 10_000), pairs).apply(x, Optional.of(past));
    }

    private static Map<String, Tensor> multiHead(Given given) {
        boolean batchFirst = given.options().flag("batch_first", false);
        boolean bias = given.options().flag("bias", true);
        int heads = given.options().whole("num_heads", 1);
        int features = given.options().whole("embed_dim", 0);
        given.options().whole("kdim", features);
        given.options().whole("vdim", features);
        Map<String, Tensor> values = new HashMap<>();
        projections(given, "", "", values);
        Tensor query = inOrder(given.input("query"), batchFirst);
        Optional<String> real = real(given, "key_padding_mask", values);
        GivenScope scope = new GivenScope(values, false);
        Tensor y;
        if (given.has("key")) {
            y = new CrossAttention(heads, real, 0, bias, bias, new Zeros()).apply(Map.of("query", query,
                    "key", inOrder(given.input("key"), batchFirst), "value", inOrder(given.input("value"), batchFirst)),
                    scope).get("output");
        } else {
            boolean causal = isCausal(given, "attn_mask");
            y = new MultiHeadAttention(heads, causal, Optional.empty(), real, 0, bias, bias, new Zeros())
                    .apply(query, scope);
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("y", inOrder(y, batchFirst));
        results.put("weights", scope.left().get("weights").mean(1));
        return results;
    }

    private static Tensor encoder(Given given) {
        Options options = given.options();
        boolean batchFirst = options.flag("batch_first", false);
        boolean bias = options.flag("bias", true);
        Map<String, Tensor> values = new HashMap<>();
        projections(given, "self_attn.", "attention.", values);
        dense(given, 2, values);
        requireWithoutDropout(options);
        Tensor x = inOrder(given.input("src"), batchFirst);
        TransformerBlock block = new TransformerBlock(options.whole("nhead", 1), options.whole("dim_feedforward", 2048),
                activation(options), isCausal(given, "src_mask"), Optional.empty(), order(options), 0,
                real(given, "src_key_padding_mask", values), options.number("layer_norm_eps", 1e-5), bias, bias,
                new Zeros());
        return inOrder(block.apply(x, new GivenScope(values, false)), batchFirst);
    }

    private static Tensor decoder(Given given) {
        Options options = given.options();
        boolean batchFirst = options.flag("batch_first", false);
        Map<String, Tensor> values = new HashMap<>();
        projections(given, "self_attn.", "attention.", values);
        projections(given, "multihead_attn.", "crossAttention.", values);
        dense(given, 3, values);
        requireWithoutDropout(options);
        if (!isCausal(given, "tgt_mask")) {
            throw new NotCovered("a decoder that sees its future");
        }
        TransformerDecoder block = new TransformerDecoder(options.whole("nhead", 1),
                options.whole("dim_feedforward", 2048), activation(options), order(options), 0,
                real(given, "memory_key_padding_mask", values), options.number("layer_norm_eps", 1e-5),
                options.flag("bias", true), new Zeros());
        Map<String, Tensor> inputs = Map.of("query", inOrder(given.input("tgt"), batchFirst),
                "memory", inOrder(given.input("memory"), batchFirst));
        return inOrder(block.apply(inputs, new GivenScope(values, false)).get("output"), batchFirst);
    }

    /** The rows of queries, keys and values apart. */
    private static void projections(Given given, String theirs, String ours, Map<String, Tensor> values) {
        List<String> names = List.of("query", "key", "value");
        boolean stacked = given.hasParameter(theirs + "in_proj_weight");
        for (int i = 0; i < names.size(); i++) {
            Tensor weight = stacked ? third(given.parameter(theirs + "in_proj_weight"), i)
                    : given.parameter(theirs + names.get(i).charAt(0) + "_proj_weight");
            values.put(ours + names.get(i) + ".weight", weight.swapAxes(0, 1));
            if (given.hasParameter(theirs + "in_proj_bias")) {
                values.put(ours + names.get(i) + ".bias", third(given.parameter(theirs + "in_proj_bias"), i));
            }
        }
        linear(given, theirs + "out_proj", ours + "output", values);
    }

    private static Tensor third(Tensor rows, int number) {
        int size = rows.size(0) / 3;
        return rows.slice(0, number * size, (number + 1) * size);
    }

    private static void dense(Given given, int norms, Map<String, Tensor> values) {
        linear(given, "linear1", "linear1", values);
        linear(given, "linear2", "linear2", values);
        for (int i = 1; i <= norms; i++) {
            values.put("norm" + i + ".weight", given.parameter("norm" + i + ".weight"));
            if (given.hasParameter("norm" + i + ".bias")) {
                values.put("norm" + i + ".bias", given.parameter("norm" + i + ".bias"));
            }
        }
        given.options().whole("d_model", 0);
    }

    private static void linear(Given given, String theirs, String ours, Map<String, Tensor> values) {
        values.put(ours + ".weight", given.parameter(theirs + ".weight").swapAxes(0, 1));
        if (given.hasParameter(theirs + ".bias")) {
            values.put(ours + ".bias", given.parameter(theirs + ".bias"));
        }
    }

    private static Optional<String> real(Given given, String mask, Map<String, Tensor> values) {
        if (!given.has(mask)) {
            return Optional.empty();
        }
        Tensor hidden = given.input(mask);
        values.put(REAL.get(), hidden.equalTo(hidden.scalar(0)).cast(DType.I32));
        return REAL;
    }

    /** Whether a mask hides what lies behind each place and nothing else; false where there is none. */
    private static boolean isCausal(Given given, String name) {
        if (!given.has(name)) {
            return false;
        }
        HostTensor mask = given.values(name);
        int size = mask.type().shape().size(0);
        boolean causal = given.isWhole(name) && mask.type().shape().size(1) == size;
        for (int i = 0; causal && i < mask.elements(); i++) {
            causal = mask.get(i) == (i % size > i / size ? 1 : 0);
        }
        if (!causal) {
            throw new NotCovered("a mask that is not causal");
        }
        return true;
    }

    private static Activation activation(Options options) {
        return ActivationTargets.named(options.text("activation", "relu"));
    }

    private static TransformerBlock.Order order(Options options) {
        return options.flag("norm_first", false) ? TransformerBlock.Order.PRE : TransformerBlock.Order.POST;
    }

    private static void requireWithoutDropout(Options options) {
        if (options.number("dropout", 0.1) != 0) {
            throw new NotCovered("dropout");
        }
    }

    private static Tensor inOrder(Tensor x, boolean batchFirst) {
        return batchFirst ? x : x.swapAxes(0, 1);
    }
}
