package org.fascicle.compiler.step;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.data.Feature;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;

/**
 * A model whose input comes piece by piece, such as a prompt and then token by token. What its layers keep of the
 * places before, such as keys and values, lies in states of this generator; parameters are those of the store. Each
 * length of piece is traced and compiled once. Not safe for several threads; the session owns all memory.
 */
public final class Generator {
    private final Task task;
    private final Compiler compiler;
    private final Session session;
    private final Store store;
    private final Store places;
    private final int length;
    private final double[] scalars;
    private final Map<TensorType, Bound> programs = new HashMap<>();
    private int position;

    /**
     * A generator at the start of its sequences.
     *
     * @param task its objective's model reads the feature {@code x} and no other
     * @param backend the backend that the session is of
     * @param store where the parameters lie
     * @param length the most places that a sequence may have
     */
    public Generator(Task task, Backend backend, Session session, Store store, int length) {
        this.task = task;
        this.compiler = new Compiler(backend);
        this.session = session;
        this.store = store;
        this.places = new Store(session, store.seed());
        this.length = length;
        this.scalars = new double[StepGraph.SCALARS.size()];
        scalars[StepGraph.SCALARS.indexOf("seed-low")] = (int) store.seed();
        scalars[StepGraph.SCALARS.indexOf("seed-high")] = (int) (store.seed() >>> Integer.SIZE);
    }

    /**
     * The model's output for the next piece of some sequences. All pieces up to a {@link #restart} have the same batch.
     *
     * @param piece the feature {@code x}: [batch, places, …]
     * @throws IllegalArgumentException when the sequences grow longer than they may
     */
    public HostTensor next(HostTensor piece) {
        int count = piece.type().shape().size(1);
        if (position + count > length) {
            throw new IllegalArgumentException("sequences have at most " + length + " places, and " + count
                    + " more would make " + (position + count)
                    + ": make a generator of a greater length, or restart it");
        }
        Bound bound = programs.computeIfAbsent(piece.type(), this::bind);
        bound.piece().write(piece);
        scalars[StepGraph.SCALARS.indexOf("step")] = position;
        bound.step().run(scalars);
        position += count;
        return bound.output().read();
    }

    /** How many places the sequences have. */
    public int position() {
        return position;
    }

    /** The next piece is the first of new sequences. */
    public void restart() {
        position = 0;
    }

    /** Programs compiled so far. */
    public long compilations() {
        return compiler.compilations();
    }

    private Bound bind(TensorType piece) {
        int batch = piece.shape().size(0);
        Feature given = task.features().stream().filter(feature -> feature.name().equals(Task.INPUT)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the task has no feature " + Task.INPUT));
        Feature part = new Feature(given.name(), piece.with(piece.shape().without(0)), given.scale(), given.offset(),
                given.classes());
        Task continued = new Task(task.objective(), task.update(), task.metrics(), List.of(part));
        StepGraph graph = new Tracer(continued).continuation(batch, length);
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        for (Variable variable : graph.variables()) {
            // what a piece replaces is kept of its sequences; all else was learned
            boolean own = graph.graph().aliases().containsKey(variable.key());
            buffers.put(variable.key(), (own ? places : store).buffer(variable));
        }
        Buffer input = session.allocate(piece);
        Buffer output = session.allocate(graph.graph().output(StepGraph.OUTPUT).type());
        buffers.put(StepGraph.BATCH + Task.INPUT, input);
        buffers.put(StepGraph.OUTPUT, output);
        Step step = compiler.compile(graph.graph(), session).bind(buffers, StepGraph.SCALARS);
        return new Bound(step, input, output);
    }

    /** A program tied to its buffers. */
    private record Bound(Step step, Buffer piece, Buffer output) {
    }
}
