package org.fascicle.backend.cpu.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this process: the widest that the processor prefers, or as many bits as the system property
 * {@code fascicle.cpu.vector} says (128, 256 or 512). No result depends on the width.
 *
 * <p>They are constants, because the JIT turns vector operations into instructions for constant species only.
 */
public final class Lanes {
    /** System property that forces a width in bits. */
    public static final String PROPERTY = "fascicle.cpu.vector";
    /** Elements to which every tensor is padded: whole vectors of any width, so that elementwise loops have no tail. */
    public static final int BLOCK = 16;
    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.withShape(shape());
    /** Vectors of as many ints. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.withShape(shape());
    /** Elements in a vector. */
    public static final int WIDTH = FLOATS.length();

    private Lanes() {
    }

    /** The least multiple of {@link #BLOCK} that holds so many elements. */
    public static int padded(int elements) {
        return Math.addExact(elements, BLOCK - 1) / BLOCK * BLOCK;
    }

    private static VectorShape shape() {
        int most = BLOCK * Float.SIZE;
        return VectorShape.forBitSize(Math.min(most,
                Integer.getInteger(PROPERTY, FloatVector.SPECIES_PREFERRED.vectorBitSize())));
    }
}
