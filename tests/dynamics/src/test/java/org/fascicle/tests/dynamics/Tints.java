package org.fascicle.tests.dynamics;

import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** Two versions of a layer that a stranger brings: each factor of a feature is learned, from another start. */
final class Tints {
    /** Name of a system property whose value is a queue, to which is added what happens. */
    static final String DIARY = "fascicle.test.diary";
    /** Name of a system property whose value is a latch that falls when the first version is evaluated. */
    static final String BEGUN = "fascicle.test.begun";
    /** Name of a system property whose value is a latch that the first version waits for before it is evaluated. */
    static final String GO_ON = "fascicle.test.go-on";
    private static final int SHORT = 16;
    private static final long LIMIT_SECONDS = 60;

    private Tints() { }

    @SuppressWarnings("unchecked")
    static void note(String what) {
        if (System.getProperties().get(DIARY) instanceof Queue<?> diary) {
            ((Queue<String>) diary).add(what);
        }
    }

    private static Tensor tinted(Tensor x, Scope scope, double start) {
        return x.times(scope.parameter("tint", Shape.of(x.size(-1)), Initializer.constant(start)));
    }

    /** Version 1. */
    public record One() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            if (!scope.training() && System.getProperties().get(GO_ON) instanceof CountDownLatch goOn) {
                ((CountDownLatch) System.getProperties().get(BEGUN)).countDown();
                try {
                    goOn.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (x.size(0) == SHORT) {
                return Late.tinted(x, scope);
            }
            note(String.valueOf(x.size(0)));
            return Tints.tinted(x, scope, 1);
        }
    }

    /** Loaded when the first short batch comes. */
    static final class Late {
        private Late() { }

        static Tensor tinted(Tensor x, Scope scope) {
            note(x.size(0) + " by a class loaded late");
            return Tints.tinted(x, scope, 1);
        }
    }

    /** Version 1 as a service. */
    public static final class First implements LayerType<One> {
        /** For the framework. */
        public First() { }

        @Override
        public One example() {
            return new One();
        }
    }

    /** Version 2. */
    public record Two() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return Tints.tinted(x, scope, 2);
        }
    }

    /** Version 2 as a service. */
    public static final class Second implements LayerType<Two> {
        /** For the framework. */
        public Second() { }

        @Override
        public Two example() {
            return new Two();
        }
    }
}
