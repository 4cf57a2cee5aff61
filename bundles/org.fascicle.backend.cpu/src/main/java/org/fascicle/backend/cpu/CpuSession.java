package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryUse;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.fusion.Fusions;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Block;
import org.fascicle.backend.cpu.machine.Team;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.product.Tiles;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;

/**
 * An arena and a team. What programs keep between two nodes lies in memory that all of them share, since only one runs
 * at a time; it is as large as the largest needs. The lock is the session itself: a buffer that grows the arena never
 * meets a step that writes to it.
 */
final class CpuSession implements Session {
    private final Arena arena;
    private final Team team;
    private final Workspace workspace;
    private final Function<Node, Optional<CustomKernel>> kernels;
    private final Fusions fusions;
    private final Tiles tiles;
    private final Map<Bank, Block> intermediates = new EnumMap<>(Bank.class);
    private final List<Thread> rehearsals = new ArrayList<>();
    private volatile boolean closed;

    /** A session that finds the kernels of plug-ins' operations where it is told. */
    CpuSession(Limits limits, Fusions fusions, Tiles tiles, Function<Node, Optional<CustomKernel>> kernels) {
        this.fusions = fusions;
        this.tiles = tiles;
        this.kernels = kernels;
        arena = new Arena(limits.memory());
        team = new Team(limits.threads(), arena);
        workspace = new Workspace(arena);
    }

    @Override
    public synchronized Buffer allocate(TensorType type) {
        requireOpen();
        return new CpuBuffer(this, type, arena.allocate(Bank.of(type.dtype()), type.shape().elements(),
                "a buffer of " + type));
    }

    @Override
    public synchronized Program compile(Graph graph) {
        requireOpen();
        return new CpuProgram(this, graph.verify());
    }

    @Override
    public synchronized MemoryUse memoryUse() {
        return arena.use();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            rehearsals.forEach(CpuSession::await);
            team.close();
            arena.clear();
        }
    }

    /** Runs a program's kernels on memory of their own beside the steps, to the end or until the session is closed. */
    void rehearse(Graph graph, KernelSource kernels) {
        rehearsals.removeIf(thread -> !thread.isAlive());
        rehearsals.add(Thread.ofPlatform().daemon().name("fascicle-cpu-rehearsal").priority(Thread.MIN_PRIORITY)
                .start(new Rehearsal(graph, kernels, () -> closed)));
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Arena arena() {
        return arena;
    }

    Team team() {
        return team;
    }

    Workspace workspace() {
        return workspace;
    }

    /** Where the kernels of a graph come from, as things are now. */
    KernelSource kernels(Graph graph) {
        return new KernelSource(arena, fusions, tiles, graph, kernels);
    }

    /** Where the intermediate values of a program of this size begin. Smaller ones before it keep their place. */
    int intermediates(Bank bank, int elements) {
        Block block = intermediates.get(bank);
        if (block == null || block.length() < elements) {
            block = arena.allocate(bank, elements, "the intermediate values of a program");
            intermediates.put(bank, block);
        }
        return block.offset();
    }

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }
}
