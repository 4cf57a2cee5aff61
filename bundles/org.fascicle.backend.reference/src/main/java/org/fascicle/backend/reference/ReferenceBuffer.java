package org.fascicle.backend.reference;

import org.fascicle.backend.Buffer;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;

/** A host tensor of a session. */
final class ReferenceBuffer implements Buffer {
    private final ReferenceSession session;
    private final HostTensor values;
    private boolean closed;

    ReferenceBuffer(ReferenceSession session, TensorType type) {
        this.session = session;
        this.values = HostTensor.zeros(type);
    }

    @Override
    public TensorType type() {
        return values.type();
    }

    @Override
    public void write(HostTensor from) {
        copy(from, values, from.type());
    }

    @Override
    public void read(HostTensor into) {
        copy(values, into, into.type());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.release(type().bytes());
        }
    }

    boolean belongsTo(ReferenceSession other) {
        return session == other;
    }

    boolean isClosed() {
        return closed || session.isClosed();
    }

    private void copy(HostTensor from, HostTensor into, TensorType hosts) {
        if (isClosed()) {
            throw new IllegalStateException("the buffer of " + type() + " is closed");
        }
        if (!hosts.equals(type())) {
            throw new IllegalArgumentException("the buffer holds " + type() + ", the host tensor " + hosts);
        }
        System.arraycopy(from.array(), 0, into.array(), 0, from.elements());
    }
}
