package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.graph.Graph;

/**
 * The first parts of the kernels of a program, run on scratch memory beside the steps. The JVM compiles a kernel well
 * only when it was called some thousand times, and until then its vectors are objects: without this, one that runs once
 * in a step makes garbage for thousands of steps. Results are not touched; a kernel that finds no sense in what the
 * memory holds, such as row numbers out of range, is left out.
 */
final class Rehearsal implements Runnable {
    /** Calls after which the JVM compiles what has no loop to speak of, and some more, since it does so meanwhile. */
    private static final int CALLS = 8_000;
    /** What was quick so often, one call behind the other, is compiled. */
    private static final int OFTEN = 400;
    /** So is what ran for so long and is quick: it was compiled by its loops. In nanoseconds. */
    private static final long ENOUGH = 60_000_000;
    /** What is still slow then, since its loops are short, runs for so long at most; in nanoseconds. */
    private static final long LONG = 2_000_000_000;
    /** Parts that take about so long are run together, as a thread would: a single one may take other branches. */
    private static final long TOGETHER = 10_000;
    /** What takes up to so many times as long as its kernel says is quick: with objects for vectors it takes fifty. */
    private static final int QUICK = 10;
    /** Bytes of scratch: programs that need more have kernels that run for long, and are compiled soon. */
    private static final long MOST = 1L << 26;
    /** Of the heap, the rest is for the steps. */
    private static final int SHARE = 16;
    /** Kernels of one code and length that are run: they may differ in their branches, as those of other lengths do. */
    private static final int ALIKE = 4;

    private final Graph graph;
    private final KernelSource kernels;
    private final BooleanSupplier over;

    /**
     * A rehearsal.
     *
     * @param kernels those of plug-ins, which are not run
     * @param over whether the session is closed
     */
    Rehearsal(Graph graph, KernelSource kernels, BooleanSupplier over) {
        this.graph = graph;
        this.kernels = kernels;
        this.over = over;
    }

    @Override
    public void run() {
        Arena arena = new Arena(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE));
        Worker worker = new Worker(arena);
        List<Attempt> attempts = new ArrayList<>();
        Map<Likeness, Integer> alike = new HashMap<>();
        try {
            Placement placement = Placement.scratch(arena, graph);
            Binding binding = new Binding(graph, placement, Map.of(), Map.of());
            new Lowering(graph, placement, binding, kernels, new Workspace(arena), Set.of()).nodes().stream()
                    .flatMap(work -> work.kernels())
                    .filter(kernel -> !(kernel instanceof CustomWork) && kernel.extent() > 0)
                    .filter(kernel -> alike.merge(Likeness.of(kernel), 1, Integer::sum) <= ALIKE)
                    .forEach(kernel -> attempts.add(new Attempt(kernel)));
            attempts.forEach(attempt -> worker.reserve(attempt.kernel));
        } catch (MemoryException _) {
            return;
        }
        for (int call = 0; call < CALLS && !attempts.isEmpty(); call++) {
            for (int i = attempts.size() - 1; i >= 0; i--) {
                if (over.getAsBoolean()) {
                    return;
                }
                if (attempts.get(i).isDoneAfterACall(worker)) {
                    attempts.remove(i);
                }
            }
        }
    }

    private record Likeness(String code, long nanoseconds) {
        static Likeness of(Kernel kernel) {
            return new Likeness(kernel.code(), kernel.nanoseconds());
        }
    }

    /** A kernel, and the time that it took so far. */
    private static final class Attempt {
        private final Kernel kernel;
        private final int parts;
        /** What the parts take once they are compiled. */
        private final long usual;
        private long nanoseconds;
        /** The last so many calls were quick. */
        private int quick;

        Attempt(Kernel kernel) {
            this.kernel = kernel;
            long part = Math.max(1, kernel.nanoseconds() / kernel.extent());
            this.parts = Math.clamp(TOGETHER / part, 1, kernel.extent());
            this.usual = parts * part;
        }

        boolean isDoneAfterACall(Worker worker) {
            long begin = System.nanoTime();
            try {
                kernel.run(worker, 0, parts);
            } catch (RuntimeException _) {
                return true;
            }
            long took = System.nanoTime() - begin;
            nanoseconds += took;
            quick = took <= QUICK * usual ? quick + 1 : 0;
            return quick > OFTEN || nanoseconds > (quick > 0 ? ENOUGH : LONG);
        }
    }
}
