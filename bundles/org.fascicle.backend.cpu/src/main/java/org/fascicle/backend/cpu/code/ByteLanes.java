package org.fascicle.backend.cpu.code;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.fascicle.backend.cpu.machine.Lanes;

/** Bytes in memory as vectors of ints. */
public final class ByteLanes {
    /** As many bytes as a vector has ints, at least the shortest vector that there is. */
    private static final VectorSpecies<Byte> BYTES = Lanes.WIDTH > 8 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    private ByteLanes() {
    }

    /** Bytes from a place on, without a sign. */
    public static IntVector load(byte[] bytes, int index) {
        return (IntVector) ByteVector.fromArray(BYTES, bytes, index)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
    }

    /** The lowest bytes of the first ints. */
    public static void store(IntVector value, byte[] bytes, int index, int count) {
        ByteVector low = (ByteVector) value.convertShape(VectorOperators.I2B, BYTES, 0);
        if (count == BYTES.length()) {
            low.intoArray(bytes, index);
        } else {
            low.intoArray(bytes, index, ByteVector.zero(BYTES).addIndex(1)
                    .compare(VectorOperators.LT, (byte) count));
        }
    }
}
