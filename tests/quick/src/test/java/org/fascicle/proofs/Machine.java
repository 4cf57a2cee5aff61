package org.fascicle.proofs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;

/** A backend under test, with what the proofs need around it. */
record Machine(Backend backend) {
    static Stream<Machine> all() {
        return Stream.of(new Machine(new ReferenceBackend()), new Machine(new CpuBackend()));
    }

    Session open() {
        return open(2);
    }

    Session open(int threads) {
        return backend.open(backend.devices().getFirst(), new Limits(threads, 1L << 30));
    }

    Learner learner(Task task, Session session) {
        return new Learner(task, backend, session, 7);
    }

    /** A feature of floats. */
    static Feature floats(String name, int... sizes) {
        return Feature.of(name, TensorType.of(DType.F32, sizes));
    }

    /** A feature of integers. */
    static Feature ints(String name, int... sizes) {
        return Feature.of(name, TensorType.of(DType.I32, sizes));
    }

    /** Uniform on -1 to 1 for floats, 0 to bound - 1 for integers and bytes. */
    static Batch random(int seed, int size, int bound, List<Feature> features) {
        Batch batch = Batch.of(size, features);
        batch.tensors().forEach((name, tensor) -> {
            ThreefryRandom random = ThreefryRandom.of(seed, name);
            for (int i = 0; i < tensor.elements(); i++) {
                tensor.set(i, tensor.type().dtype().isFloating() ? random.uniform(-1, 1) : random.below(bound));
            }
        });
        return batch;
    }

    /** Examples {@code from} to {@code to} of a batch. */
    static Batch part(Batch whole, int from, int to, List<Feature> features) {
        Batch part = Batch.of(to - from, features);
        part.tensors().forEach((name, tensor) -> {
            int length = tensor.elements() / part.size();
            System.arraycopy(whole.tensor(name).array(), from * length, tensor.array(), 0, tensor.elements());
        });
        return part;
    }

    /** The parameters of a snapshot. */
    static Map<String, HostTensor> parameters(Learner learner) {
        Map<String, HostTensor> parameters = new TreeMap<>(learner.snapshot());
        parameters.keySet().removeIf(key -> !key.startsWith("parameter/"));
        return parameters;
    }

    @Override
    public String toString() {
        return backend.name();
    }
}
