package org.fascicle.compiler.step;

import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;

/**
 * A tensor that outlives the step.
 *
 * @param kind what it is for
 * @param path where it belongs, such as {@code 0.weight}
 * @param type its type
 * @param initializer its first values
 */
public record Variable(Kind kind, String path, TensorType type, Initializer initializer) {
    /** What a variable is for. */
    public enum Kind {
        /** Trained. */
        PARAMETER("parameter"),
        /** Kept by a layer. */
        STATE("state"),
        /** Kept by the optimizer, for one parameter. */
        SLOT("slot"),
        /** The sum of the gradients of one parameter since it last followed them. */
        GRADIENT("gradient"),
        /** The sum of a metric since it was last read. */
        METRIC("metric");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** Whether a variable of this key is of this kind. */
        public boolean isOf(String key) {
            return key.startsWith(prefix + "/");
        }
    }

    /** Unique among all variables: {@code parameter/0.weight}. */
    public String key() {
        return kind.prefix + "/" + path;
    }

    /** The values before the first step, which depend on the seed and the key alone. */
    public HostTensor initial(long seed) {
        return HostTensor.of(type, initializer.values(type.shape(), ThreefryRandom.of(seed, key())));
    }
}
