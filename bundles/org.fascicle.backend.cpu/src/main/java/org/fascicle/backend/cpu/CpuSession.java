package org.fascicle.backend.cpu;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryUse;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Block;
import org.fascicle.backend.cpu.machine.Team;
import org.fascicle.backend.cpu.machine.Workspace;
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
    private final Map<Bank, Block> intermediates = new EnumMap<>(Bank.class);
    private boolean closed;

    /** A session that finds the kernels of plug-ins' operations where it is told. */
    CpuSession(Limits limits, Function<Node, Optional<CustomKernel>> kernels) {
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
            team.close();
            arena.clear();
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

    /** The kernel that there is now for a plug-in's operation. */
    Optional<CustomKernel> kernel(Node node) {
        return kernels.apply(node);
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
