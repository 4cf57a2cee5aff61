package org.fascicle.tests.dynamics;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.fascicle.tests.support.BundleJar;

/** A layer that a stranger brings. */
final class Guest {
    /** Name of a system property whose value is a latch that counts the traces of {@link Passing}. */
    static final String TRACED = "fascicle.test.traced";

    private Guest() { }

    /** A bundle with one layer. */
    static Path layer(Path folder, String bundle, String name, Class<?> type) {
        return BundleJar.named(bundle).component(type, LayerType.class, Map.of("fascicle.layer.name", name))
                .type(Passing.class).write(folder.resolve(bundle + ".jar"));
    }

    /** Its input, and a count of how often it was asked. */
    public record Passing() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Optional.ofNullable((CountDownLatch) System.getProperties().get(TRACED))
                    .ifPresent(CountDownLatch::countDown);
            return x;
        }
    }

    /** {@link Passing} as a service. */
    public static final class PassingType implements LayerType<Passing> {
        /** For the framework. */
        public PassingType() { }

        @Override
        public Passing example() {
            return new Passing();
        }
    }
}
