package org.fascicle.nn;

import org.fascicle.tensor.Tensor;

/**
 * Sequences that come piece by piece. States start at their first values when the position is 0.
 *
 * @param position how many places came before the first of this piece: i32 []
 * @param length the most places that a sequence may have, all pieces together
 */
public record Continuation(Tensor position, int length) {
}
