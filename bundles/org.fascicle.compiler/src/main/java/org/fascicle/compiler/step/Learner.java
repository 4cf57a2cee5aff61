package org.fascicle.compiler.step;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.HostTensor;
import org.fascicle.nn.Metric;

/**
 * A task on a device: trains, evaluates and predicts batch by batch. Each size of batch is traced and compiled once;
 * all share one {@link Store}. Not safe for several threads; the session, which the caller closes, owns all memory.
 */
public final class Learner {
    private final Task task;
    private final Tracer tracer;
    private final Compiler compiler;
    private final Session session;
    private final Store store;
    private final Store evaluationStore;
    private final double[] scalars;
    private final Map<String, Buffer> features = new HashMap<>();
    private final Map<Integer, Bound> training = new HashMap<>();
    private final Map<Integer, Bound> evaluation = new HashMap<>();
    private final Map<Integer, Bound> prediction = new HashMap<>();
    private long step;

    /**
     * A learner with first values.
     *
     * @param task what is learned
     * @param backend the backend that the session is of
     * @param session where it runs
     * @param seed what first values and random tensors depend on
     */
    public Learner(Task task, Backend backend, Session session, long seed) {
        this.task = task;
        this.tracer = new Tracer(task);
        this.compiler = new Compiler(backend);
        this.session = session;
        this.store = new Store(session, seed);
        this.evaluationStore = new Store(session, seed);
        this.scalars = new double[] {(int) seed, (int) (seed >>> 32), 0, 0};
    }

    /** One step of training on a batch. */
    public void train(Batch batch, double learningRate) {
        scalars[3] = learningRate;
        run(training, tracer::training, store, batch);
        step++;
    }

    /** Adds a batch to the figures of evaluation. */
    public void evaluate(Batch batch) {
        run(evaluation, tracer::evaluation, evaluationStore, batch);
    }

    /** The model's output for a batch, without its randomness. */
    public HostTensor predict(Batch batch) {
        return run(prediction, tracer::prediction, store, batch).output().orElseThrow().read();
    }

    /** The figures since they were last read, over the batches trained on. */
    public Map<String, Double> trainingMetrics() {
        return figures(store);
    }

    /** The figures since they were last read, over the batches evaluated. */
    public Map<String, Double> evaluationMetrics() {
        return figures(evaluationStore);
    }

    /** Steps of training done. */
    public long step() {
        return step;
    }

    /** The variables of training, in the order of first use: those of the batch sizes seen so far. */
    public List<Variable> variables() {
        return List.copyOf(store.variables());
    }

    /** Makes everything ready for a size of batch before the first one comes. */
    public void prepare(int batch) {
        training.computeIfAbsent(batch, size -> bind(tracer.training(size), store, size));
    }

    /** A copy of every variable. */
    public Map<String, HostTensor> snapshot() {
        return store.snapshot();
    }

    /** Goes back to a snapshot; see {@link Store#restore}. */
    public void restore(Map<String, HostTensor> values, long atStep) {
        store.restore(values);
        step = atStep;
    }

    /** Programs compiled so far. */
    public long compilations() {
        return compiler.compilations();
    }

    private Bound run(Map<Integer, Bound> programs, IntFunction<StepGraph> trace, Store metrics, Batch batch) {
        Bound bound = programs.get(batch.size());
        if (bound == null) {
            bound = bind(trace.apply(batch.size()), metrics, batch.size());
            programs.put(batch.size(), bound);
        }
        for (Fed fed : bound.fed()) {
            fed.buffer().write(batch.tensor(fed.feature()));
        }
        scalars[2] = step;
        bound.step().run(scalars);
        return bound;
    }

    /** Metrics of evaluation are sums of their own; everything else is the one store. */
    private Bound bind(StepGraph graph, Store metrics, int batch) {
        Program program = compiler.compile(graph.graph(), session);
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        for (Variable variable : graph.variables()) {
            Store home = variable.kind() == Variable.Kind.METRIC ? metrics : store;
            buffers.put(variable.key(), home.buffer(variable));
        }
        List<Fed> fed = task.features().stream().filter(feature -> graph.reads(feature.name()))
                .map(feature -> fed(feature, batch)).toList();
        fed.forEach(feature -> buffers.put(StepGraph.BATCH + feature.feature(), feature.buffer()));
        Optional<Buffer> output = Optional.ofNullable(graph.graph().outputs().get(StepGraph.OUTPUT))
                .map(node -> session.allocate(node.type()));
        output.ifPresent(buffer -> buffers.put(StepGraph.OUTPUT, buffer));
        return new Bound(program.bind(buffers, StepGraph.SCALARS), fed, output);
    }

    private Fed fed(Feature feature, int batch) {
        HostTensor values = Batch.of(batch, List.of(feature)).tensor(feature.name());
        return new Fed(feature.name(), features.computeIfAbsent(feature.name() + "/" + batch,
                key -> session.allocate(values.type())));
    }

    private Map<String, Double> figures(Store sums) {
        Map<String, Metric> figures = Figures.of(task);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Variable variable : sums.variables()) {
            if (variable.kind() == Variable.Kind.METRIC) {
                Buffer buffer = sums.buffer(variable);
                values.put(variable.path(), figures.get(variable.path()).value(buffer.read().toDoubles()));
                buffer.write(HostTensor.zeros(variable.type()));
            }
        }
        return values;
    }

    /** A feature and the buffer that each batch writes it to. */
    private record Fed(String feature, Buffer buffer) {
    }

    /** A program tied to its buffers; the output is there for predictions only. */
    private record Bound(Step step, List<Fed> fed, Optional<Buffer> output) {
    }
}
