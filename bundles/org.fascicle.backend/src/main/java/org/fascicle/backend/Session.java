package org.fascicle.backend;

import org.fascicle.graph.Graph;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ConsumerType;

/** A device at work: it owns threads, buffers and programs, and frees them all when it is closed. */
@ConsumerType
public interface Session extends AutoCloseable {
    /** A buffer of zeros. Throws {@link MemoryException} beyond the limit. */
    Buffer allocate(TensorType type);

    /** Makes a graph, each node of which the backend supports, ready to run. */
    Program compile(Graph graph);

    /** Bytes in use, and the most that were. */
    MemoryUse memoryUse();

    /** Frees everything; twice does no harm. */
    @Override
    void close();
}
