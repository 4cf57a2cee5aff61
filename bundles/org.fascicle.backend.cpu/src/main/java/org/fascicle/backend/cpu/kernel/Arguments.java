package org.fascicle.backend.cpu.kernel;

import java.util.List;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a kernel works on: tensors in the arrays that hold all tensors of a session, row-major, each from an offset of
 * its own. Arrays and offsets hold for one call. No result overlaps an operand.
 */
@ProviderType
public interface Arguments {
    /** The types of the operands, in order. */
    List<TensorType> operands();

    /** The types of the results, in order. */
    List<TensorType> results();

    /** Where an operand begins in the array of its element type. */
    int operand(int index);

    /** Where a result begins in the array of its element type. */
    int result(int index);

    /** Holds tensors of f32. */
    float[] floats();

    /** Holds tensors of i32. */
    int[] ints();

    /** Holds tensors of u8 and bool (0 or 1). */
    byte[] bytes();
}
