package org.fascicle.backend.reference;

import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.MemoryUse;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.graph.Graph;
import org.fascicle.graph.TensorType;

/** Counts memory: what the buffers take, and the scratch of the largest program. */
final class ReferenceSession implements Session {
    private final Limits limits;
    private long buffers;
    private long scratch;
    private long peak;
    private boolean closed;

    ReferenceSession(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Buffer allocate(TensorType type) {
        requireOpen();
        reserve("a buffer of " + type, type.bytes());
        buffers += type.bytes();
        notePeak();
        return new ReferenceBuffer(this, type);
    }

    @Override
    public Program compile(Graph graph) {
        requireOpen();
        graph.verify();
        long needed = Lifetimes.peakBytes(graph);
        if (needed > scratch) {
            reserve("the program's scratch", needed - scratch);
            scratch = needed;
            notePeak();
        }
        return new ReferenceProgram(this, graph);
    }

    @Override
    public MemoryUse memoryUse() {
        return new MemoryUse(buffers + scratch, peak);
    }

    @Override
    public void close() {
        closed = true;
        buffers = 0;
        scratch = 0;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    void release(long bytes) {
        if (!closed) {
            buffers -= bytes;
        }
    }

    private void reserve(String what, long bytes) {
        if (bytes > limits.memory() - buffers - scratch) {
            throw new MemoryException(what, bytes, buffers + scratch, limits.memory());
        }
    }

    private void notePeak() {
        peak = Math.max(peak, buffers + scratch);
    }
}
