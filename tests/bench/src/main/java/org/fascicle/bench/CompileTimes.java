package org.fascicle.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.ProgramCounts;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Normal;
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
import org.fascicle.layers.TransformerBlock;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Optimizer;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.AdamW;

/** How long a step of training takes to be traced, compiled and bound: the first time in a process, and when warm. */
public final class CompileTimes {
    private static final int WORDS = 65;
    private static final int TIME = 64;
    private static final int MEASURED = 21;

    private CompileTimes() {
    }

    /** Takes how often each network is compiled before it is measured, 60 times unless given, and names of networks. */
    public static void main(String[] arguments) {
        int warm = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        CpuBackend backend = new CpuBackend();
        networks().forEach((name, network) -> {
            if (arguments.length < 2 || List.of(arguments).contains(name)) {
                List<ProgramCounts> all = new ArrayList<>();
                for (int i = 0; i < warm + MEASURED; i++) {
                    all.add(compile(network, backend));
                }
                report(name + " first", all.subList(0, 1));
                report(name + " warm", all.subList(warm, all.size()));
            }
        });
    }

    /** A network, how it learns, and the size of its batches. */
    private record Network(Task task, int batch) {
        Network(Layer model, Optimizer optimizer, TensorType x, TensorType y, int batch) {
            this(new Task(model, new CrossEntropy(), optimizer, Map.of(),
                    List.of(Feature.of(Task.INPUT, x), Feature.of(Task.TARGET, y))), batch);
        }
    }

    private static Map<String, Network> networks() {
        TensorType words = TensorType.of(DType.I32, TIME);
        TensorType number = TensorType.of(DType.I32);
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("mlp", new Network(Sequential.of(new Dense(128, new Relu()), new Dense(64, new Relu()),
                new Dense(10, new Identity())), new Adam(0.001), TensorType.of(DType.F32, 784), number, 64));
        networks.put("conv", new Network(Sequential.of(new Conv2d(32, 3, "same", new Relu()),
                new Conv2d(64, 3, "same", new Relu()), new MaxPool2d(2), new Flatten(), new Dense(128, new Relu()),
                new Dense(10, new Identity())), new Adam(0.001), TensorType.of(DType.F32, 28, 28, 1), number, 64));
        networks.put("lstm", new Network(Sequential.of(new Embedding(WORDS, 64), new Lstm(256, true),
                new Dense(WORDS, new Identity())), new Adam(0.001), words, words, 32));
        networks.put("gpt", new Network(Sequential.of(new Embedding(WORDS, 128),
                new PositionalEmbedding(TIME, new Normal(0, 0.02)), new Repeat(4, new TransformerBlock(4, 512, true)),
                new LayerNorm(), new Dense(WORDS, new Identity())), new AdamW(0.001), words, words, 12));
        return networks;
    }

    private static ProgramCounts compile(Network network, CpuBackend backend) {
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(1, Long.MAX_VALUE))) {
            Learner learner = new Learner(network.task(), backend, session, 1);
            learner.prepare(network.batch());
            return learner.counts();
        }
    }

    private static void report(String what, List<ProgramCounts> counts) {
        double trace = median(counts, ProgramCounts::traceNanoseconds);
        double compile = median(counts, ProgramCounts::compileNanoseconds);
        double bind = median(counts, ProgramCounts::bindNanoseconds);
        double best = counts.stream().mapToLong(each -> each.traceNanoseconds() + each.compileNanoseconds()
                + each.bindNanoseconds()).min().orElseThrow() * 1e-6;
        System.out.printf(Locale.ROOT, "%-12s trace %7.2f ms  compile %7.2f ms  bind %7.2f ms  together %7.2f ms, "
                + "%.2f at best  %d nodes traced, %d left%n", what, trace, compile, bind, trace + compile + bind, best,
                counts.getFirst().tracedNodes(), counts.getFirst().loweredNodes());
    }

    private static double median(List<ProgramCounts> counts, ToLongFunction<ProgramCounts> figure) {
        return counts.stream().mapToLong(figure).sorted().skip(counts.size() / 2).findFirst().orElseThrow() * 1e-6;
    }
}
