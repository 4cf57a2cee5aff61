package org.fascicle.backend;

import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ConsumerType;

/** A tensor in the memory of a device. */
@ConsumerType
public interface Buffer extends AutoCloseable {
    TensorType type();

    /** Copies from the host; the type must be this buffer's. */
    void write(HostTensor values);

    /** Copies to the host, once every step that was started is done; the type must be this buffer's. */
    void read(HostTensor into);

    /** A copy on the host. */
    default HostTensor read() {
        HostTensor values = HostTensor.zeros(type());
        read(values);
        return values;
    }

    /** Frees it; twice does no harm. */
    @Override
    void close();
}
