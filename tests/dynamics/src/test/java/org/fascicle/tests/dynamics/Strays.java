package org.fascicle.tests.dynamics;

import java.util.List;
import java.util.Optional;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.data.Batch;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** Contributions of plug-ins that are not made with care, and of one that is. */
final class Strays {
    private Strays() { }

    /** Hands on what comes. */
    public record Plain() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x;
        }
    }

    /** Nothing is wrong with it. */
    public static final class PlainType implements LayerType<Plain> {
        /** For the framework. */
        public PlainType() { }

        @Override
        public Plain example() {
            return new Plain();
        }
    }

    /** Cannot be made. */
    public static final class ThrowsWhenMade implements LayerType<Plain> {
        /** Fails. */
        public ThrowsWhenMade() {
            throw new IllegalStateException("no licence found");
        }

        @Override
        public Plain example() {
            return new Plain();
        }
    }

    /** Has no example. */
    public static final class ThrowsInExample implements LayerType<Plain> {
        /** For the framework. */
        public ThrowsInExample() { }

        @Override
        public Plain example() {
            throw new UnsupportedOperationException("an example is left to the reader");
        }
    }

    /** Its example is nothing. */
    public static final class GivesNothing implements LayerType<Plain> {
        /** For the framework. */
        public GivesNothing() { }

        @Override
        public Plain example() {
            return null;
        }
    }

    /** Its example has no components, since it is no record. */
    public static final class GivesNoRecord implements LayerType<Layer> {
        /** For the framework. */
        public GivesNoRecord() { }

        @Override
        public Layer example() {
            return (x, scope) -> x;
        }
    }

    /** Its bundle lacks the class of its example. */
    public static final class LacksItsLayer implements LayerType<Plain> {
        /** For the framework. */
        public LacksItsLayer() { }

        @Override
        public Plain example() {
            return new Plain();
        }
    }

    /** Never comes to an end. */
    public static final class CallsItself implements LayerType<Plain> {
        /** For the framework. */
        public CallsItself() { }

        @Override
        public Plain example() {
            return example();
        }
    }

    /** Breaks when it is traced. */
    public record Breaks() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            throw new IllegalStateException("out of order");
        }

        /** Nothing is wrong with the type. */
        public static final class Type implements LayerType<Breaks> {
            /** For the framework. */
            public Type() { }

            @Override
            public Breaks example() {
                return new Breaks();
            }
        }
    }

    /** Its third example cannot be read. */
    public record Scratched() implements Dataset {
        private static final int READABLE = 2;

        @Override
        public Splits open(DataFiles files, long seed) {
            return new Splits(new Examples(), Optional.empty(), Fingerprint.of());
        }

        /** The examples. */
        public record Examples() implements Split {
            @Override
            public int size() {
                return READABLE + 1;
            }

            @Override
            public List<Feature> features() {
                TensorType number = TensorType.of(DType.F32, 1);
                return List.of(Feature.of("x", number), Feature.of("y", number));
            }

            @Override
            public void read(int example, Batch batch, int place) {
                if (example == READABLE) {
                    throw new IllegalStateException("the disc is scratched");
                }
            }
        }

        /** Nothing is wrong with the type. */
        public static final class Type implements DatasetType<Scratched> {
            /** For the framework. */
            public Type() { }

            @Override
            public Scratched example() {
                return new Scratched();
            }
        }
    }

    /** A backend whose device is gone. */
    public static final class Unplugged implements Backend {
        /** For the framework. */
        public Unplugged() { }

        @Override
        public String name() {
            return "unplugged";
        }

        @Override
        public List<Device> devices() {
            throw new IllegalStateException("the cable is loose");
        }

        @Override
        public boolean supports(Node node) {
            return true;
        }

        @Override
        public int preference() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Session open(Device device, Limits limits) {
            throw new IllegalStateException("the cable is loose");
        }
    }

    /** A backend that does not know its name. */
    public static final class Forgetful implements Backend {
        /** For the framework. */
        public Forgetful() { }

        @Override
        public String name() {
            throw new IllegalStateException("who am I?");
        }

        @Override
        public List<Device> devices() {
            return List.of();
        }

        @Override
        public boolean supports(Node node) {
            return true;
        }

        @Override
        public Session open(Device device, Limits limits) {
            throw new IllegalStateException("who am I?");
        }
    }
}
