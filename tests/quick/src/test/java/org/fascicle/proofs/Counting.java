package org.fascicle.proofs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryUse;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;

/** A backend that counts how often the host reads a buffer of it. */
final class Counting implements Backend {
    private final Backend backend;
    private final AtomicInteger reads = new AtomicInteger();

    Counting(Backend backend) {
        this.backend = backend;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public List<Device> devices() {
        return backend.devices();
    }

    @Override
    public boolean supports(Node node) {
        return backend.supports(node);
    }

    @Override
    public Session open(Device device, Limits limits) {
        Session session = backend.open(device, limits);
        return new Session() {
            @Override
            public Buffer allocate(TensorType type) {
                return new Counted(session.allocate(type), reads);
            }

            @Override
            public Program compile(Graph graph) {
                Program program = session.compile(graph);
                return (buffers, scalars) -> {
                    Map<String, Buffer> inner = new LinkedHashMap<>();
                    buffers.forEach((name, buffer) -> inner.put(name, ((Counted) buffer).buffer));
                    return program.bind(inner, scalars);
                };
            }

            @Override
            public MemoryUse memoryUse() {
                return session.memoryUse();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private record Counted(Buffer buffer, AtomicInteger reads) implements Buffer {
        @Override
        public TensorType type() {
            return buffer.type();
        }

        @Override
        public void write(HostTensor values) {
            buffer.write(values);
        }

        @Override
        public void read(HostTensor into) {
            reads.incrementAndGet();
            buffer.read(into);
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
