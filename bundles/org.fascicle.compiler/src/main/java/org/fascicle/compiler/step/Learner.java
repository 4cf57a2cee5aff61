package org.fascicle.compiler.step;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.HostTensor;

/**
 * A task on a device: trains, evaluates and predicts batch by batch. Each size of batch is traced and compiled once;
 * all share one {@link Store}, as may the learners of other tasks. Not safe for several threads; the session, which the
 * caller closes, owns all memory.
 */
public final class Learner {
    private final Task task;
    private final Tracer tracer;
    private final Compiler compiler;
    private final Session session;
    private final Store store;
    private final FigureSums training;
    private final FigureSums evaluation;
    private final double[] scalars;
    private final Map<String, Buffer> features = new HashMap<>();
    private final Map<Key, Bound> programs = new HashMap<>();
    private long step;
    private long traced;
    private long tracedNodes;
    private long found;
    private long traceNanoseconds;
    private long bindNanoseconds;
    private Optional<Profile> profile = Optional.empty();

    /**
     * A learner with first values of its own.
     *
     * @param task what is learned
     * @param backend the backend that the session is of
     * @param session where it runs
     * @param seed what first values and random tensors depend on
     */
    public Learner(Task task, Backend backend, Session session, long seed) {
        this(task, backend, session, new Store(session, seed));
    }

    /** A learner whose variables lie in a store that others may share. */
    public Learner(Task task, Backend backend, Session session, Store store) {
        this.task = task;
        this.tracer = new Tracer(task);
        this.compiler = new Compiler(backend);
        this.session = session;
        this.store = store;
        this.training = new FigureSums(session);
        this.evaluation = new FigureSums(session);
        long seed = store.seed();
        this.scalars = new double[] {(int) seed, (int) (seed >>> Integer.SIZE), 0, 0, 1};
    }

    /** One step of training on a batch. */
    public void train(Batch batch, double learningRate) {
        run(program(Phase.TRAINING, batch, tracer::training, training), batch, learningRate, 1);
        step++;
    }

    /** Adds the gradients of a batch to those gathered since parameters last followed them. */
    public void accumulate(Batch batch) {
        run(program(Phase.GRADIENTS, batch, tracer::gradients, training), batch, 0, 1);
    }

    /**
     * One step of training on the gradients gathered.
     *
     * @param batches how many batches they are of: their mean is followed
     */
    public void follow(double learningRate, int batches) {
        run(application(), learningRate, 1.0 / batches);
        step++;
    }

    private Bound application() {
        return programs.computeIfAbsent(new Key(Phase.APPLICATION, 0), key -> {
            StepGraph gathered = programs.entrySet().stream().filter(entry -> entry.getKey().phase() == Phase.GRADIENTS)
                    .findFirst().orElseThrow(() -> new IllegalStateException("no gradients were gathered"))
                    .getValue().graph();
            return bind(key.phase(), () -> tracer.application(gathered), training, 0);
        });
    }

    /** Adds a batch to the figures of evaluation. */
    public void evaluate(Batch batch) {
        run(program(Phase.EVALUATION, batch, tracer::evaluation, evaluation), batch, 0, 1);
    }

    /** The model's output for a batch, without its randomness. */
    public HostTensor predict(Batch batch) {
        Bound bound = program(Phase.PREDICTION, batch, tracer::prediction, evaluation);
        run(bound, batch, 0, 1);
        return bound.read().get(StepGraph.OUTPUT).read();
    }

    /** One step of training that also gives what every layer gives and shows, by path; the same step otherwise. */
    public Map<String, HostTensor> probe(Batch batch, double learningRate) {
        Bound bound = program(Phase.PROBE, batch, size -> tracer.withProbes().training(size), training);
        run(bound, batch, learningRate, 1);
        step++;
        Map<String, HostTensor> observations = new LinkedHashMap<>();
        for (String name : bound.graph().observations()) {
            observations.put(name, bound.read().get(StepGraph.OBSERVE + name).read());
        }
        return observations;
    }

    /** The figures since they were last read, over the batches trained on. */
    public Map<String, Double> trainingMetrics() {
        return training.read(task);
    }

    /** The figures since they were last read, over the batches evaluated. */
    public Map<String, Double> evaluationMetrics() {
        return evaluation.read(task);
    }

    /** The parts of the figures that {@link #evaluationMetrics()} gave last, named {@code figure.part}. */
    public Map<String, Double> evaluationParts() {
        return evaluation.parts();
    }

    /** Steps of training done. */
    public long step() {
        return step;
    }

    /** The variables that outlive a step, in the order of first use. */
    public List<Variable> variables() {
        return List.copyOf(store.variables());
    }

    /** Makes everything ready for a size of batch before the first one comes. */
    public void prepare(int batch) {
        prepared(Phase.TRAINING, batch, tracer::training, training);
    }

    /** The same for steps in two halves: {@link #accumulate} and {@link #follow}. */
    public void prepareAccumulation(int batch) {
        prepared(Phase.GRADIENTS, batch, tracer::gradients, training);
        application();
    }

    /** The same for {@link #evaluate}. */
    public void prepareEvaluation(int batch) {
        prepared(Phase.EVALUATION, batch, tracer::evaluation, evaluation);
    }

    /** The same for {@link #predict}. */
    public void preparePrediction(int batch) {
        prepared(Phase.PREDICTION, batch, tracer::prediction, evaluation);
    }

    /** A copy of every variable. */
    public Map<String, HostTensor> snapshot() {
        return store.snapshot();
    }

    /**
     * A copy of the sums behind {@link #trainingMetrics()}, by key: with a snapshot all that it takes to go on in the
     * midst of an epoch. Those that were read last are there until the next batch is trained on.
     */
    public Map<String, HostTensor> trainingSums() {
        return training.snapshot();
    }

    /**
     * Goes back to a snapshot; see {@link Store#restore}. Where it holds sums of figures too, these go on from there,
     * else they start at zero.
     */
    public void restore(Map<String, HostTensor> values, long atStep) {
        Map<String, HostTensor> variables = new LinkedHashMap<>(values);
        Map<String, HostTensor> sums = new LinkedHashMap<>(values);
        variables.keySet().removeIf(Variable.Kind.METRIC::isOf);
        sums.keySet().removeIf(key -> !Variable.Kind.METRIC.isOf(key));
        store.restore(variables);
        training.restore(sums);
        step = atStep;
    }

    /** From now on every step is measured and added to a profile; results stay the same. */
    public void measure(Profile into) {
        profile = Optional.of(into);
    }

    /** Programs compiled so far. */
    public long compilations() {
        return compiler.compilations();
    }

    /** What making the programs has come to. */
    public ProgramCounts counts() {
        return new ProgramCounts(traced, compiler.compilations(), found, tracedNodes, compiler.nodes(),
                traceNanoseconds, compiler.nanoseconds(), bindNanoseconds);
    }

    private Bound program(Phase phase, Batch batch, IntFunction<StepGraph> trace, FigureSums sums) {
        long before = traced;
        Bound bound = prepared(phase, batch.size(), trace, sums);
        found += traced == before ? 1 : 0;
        sums.open();
        return bound;
    }

    private Bound prepared(Phase phase, int batch, IntFunction<StepGraph> trace, FigureSums sums) {
        return programs.computeIfAbsent(new Key(phase, batch),
                _ -> bind(phase, () -> trace.apply(batch), sums, batch));
    }

    private void run(Bound bound, Batch batch, double learningRate, double gradientScale) {
        long start = profile.isPresent() ? System.nanoTime() : 0;
        for (Fed fed : bound.fed()) {
            fed.buffer().write(batch.tensor(fed.feature()));
        }
        if (profile.isPresent()) {
            profile.get().feed(System.nanoTime() - start);
        }
        run(bound, learningRate, gradientScale);
    }

    private void run(Bound bound, double learningRate, double gradientScale) {
        scalars[2] = step;
        scalars[3] = learningRate;
        scalars[4] = gradientScale;
        if (profile.isPresent()) {
            profile.get().run(bound.phase().text(), bound.step(), scalars);
        } else {
            bound.step().run(scalars);
        }
    }

    private Bound bind(Phase phase, Supplier<StepGraph> trace, FigureSums sums, int batch) {
        long start = System.nanoTime();
        StepGraph graph = trace.get();
        traceNanoseconds += System.nanoTime() - start;
        traced++;
        tracedNodes += graph.graph().nodes().size();
        Program program = compiler.compile(graph.graph(), session);
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        for (Variable variable : graph.variables()) {
            buffers.put(variable.key(), variable.kind() == Variable.Kind.METRIC ? sums.buffer(variable)
                    : store.buffer(variable));
        }
        List<Fed> fed = task.features().stream().filter(feature -> graph.reads(feature.name()))
                .map(feature -> fed(feature, batch)).toList();
        fed.forEach(feature -> buffers.put(StepGraph.BATCH + feature.feature(), feature.buffer()));
        Map<String, Buffer> read = new LinkedHashMap<>();
        graph.read().forEach(name -> read.put(name, session.allocate(graph.graph().output(name).type())));
        buffers.putAll(read);
        long ready = System.nanoTime();
        Step bound = program.bind(buffers, StepGraph.SCALARS);
        bindNanoseconds += System.nanoTime() - ready;
        return new Bound(phase, graph, bound, fed, read);
    }

    private Fed fed(Feature feature, int batch) {
        HostTensor values = Batch.of(batch, List.of(feature)).tensor(feature.name());
        return new Fed(feature.name(), features.computeIfAbsent(feature.name() + "/" + batch,
                key -> session.allocate(values.type())));
    }

    /** What a program is for. */
    private enum Phase {
        TRAINING, GRADIENTS, APPLICATION, EVALUATION, PREDICTION, PROBE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Key(Phase phase, int batch) {
    }

    /** A feature and the buffer that each batch writes it to. */
    private record Fed(String feature, Buffer buffer) {
    }

    /** A program tied to its buffers; those that are read after a run by the name of the output. */
    private record Bound(Phase phase, StepGraph graph, Step step, List<Fed> fed, Map<String, Buffer> read) {
    }
}
