package org.fascicle.tensor;

import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.RandomBits;

/**
 * Random tensors that depend on a key and a counter alone; the bits are those of
 * {@link org.fascicle.graph.Threefry}. Two draws of one shape from one stream are equal: fork it by another name.
 *
 * @param key i32 [2]
 * @param counter i32 [], such as the number of the step
 */
public record RandomStream(Tensor key, Tensor counter) {
    /** 24 bits: what a float of the interval 0 to 1 holds without rounding. */
    private static final int MANTISSA_BITS = 24;

    /** A stream of its own for each number. */
    public RandomStream fork(long number) {
        return half((int) number).half((int) (number >>> 32));
    }

    /** The same stream at another counter. */
    public RandomStream at(Tensor place) {
        return new RandomStream(key, place);
    }

    private RandomStream half(int word) {
        Tensor words = key.constant(TensorType.of(DType.I32), word);
        return new RandomStream(new RandomStream(key, words).bits(Shape.of(2)), counter);
    }

    /** Uniform bits: i32 of any shape. */
    public Tensor bits(Shape shape) {
        return key.wrap(key.emitter().emit(new RandomBits(shape), key.node(), counter.node()));
    }

    /** Uniform on [0, 1), a multiple of 2⁻²⁴. */
    public Tensor uniform(TensorType type) {
        return bits(type.shape()).shiftRight(Integer.SIZE - MANTISSA_BITS).cast(type.dtype())
                .times(Math.scalb(1.0, -MANTISSA_BITS));
    }

    /** True with a probability. */
    public Tensor bernoulli(Shape shape, double probability) {
        return uniform(new TensorType(DType.F32, shape)).lessThan(probability);
    }

    /** Standard normal, by Box and Muller (1958). */
    public Tensor normal(TensorType type) {
        Tensor radius = uniform(type).negate().log1p().times(-2).sqrt();
        return radius.times(fork(1).uniform(type).times(2 * Math.PI).cos());
    }
}
