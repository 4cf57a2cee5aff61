package org.fascicle.backend.cpu;

import org.fascicle.backend.Buffer;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Block;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;

/** A block of a session's arena. Steps are done when they return, so a read never waits. */
final class CpuBuffer implements Buffer {
    private final CpuSession session;
    private final TensorType type;
    private final Block block;
    private final Place place;
    private boolean closed;

    CpuBuffer(CpuSession session, TensorType type, Block block) {
        this.session = session;
        this.type = type;
        this.block = block;
        this.place = Place.at(block.offset());
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public void write(HostTensor values) {
        synchronized (session) {
            check(values);
            System.arraycopy(values.array(), 0, array(), block.offset(), values.elements());
        }
    }

    @Override
    public void read(HostTensor into) {
        synchronized (session) {
            check(into);
            System.arraycopy(array(), block.offset(), into.array(), 0, into.elements());
        }
    }

    @Override
    public void close() {
        synchronized (session) {
            if (!isClosed()) {
                session.arena().free(block);
            }
            closed = true;
        }
    }

    boolean belongsTo(CpuSession other) {
        return session == other;
    }

    boolean isClosed() {
        return closed || session.isClosed();
    }

    void requireOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the buffer of " + type + " is closed");
        }
    }

    /** Where it begins: always the same object. */
    Place place() {
        return place;
    }

    private Object array() {
        Arena arena = session.arena();
        return switch (block.bank()) {
            case FLOATS -> arena.floats();
            case INTS -> arena.ints();
            case BYTES -> arena.bytes();
        };
    }

    private void check(HostTensor host) {
        requireOpen();
        if (!host.type().equals(type)) {
            throw new IllegalArgumentException("the buffer holds " + type + ", the host tensor " + host.type());
        }
    }
}
