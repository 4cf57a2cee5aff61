/**
 * Transcendental functions, written with {@link org.fascicle.backend.cpu.code.Lane}: + − × ÷ √ fma, comparisons,
 * choices and integer arithmetic on bits. Every one of them is exact or correctly rounded, so the same input gives the
 * same bits whether the code is interpreted or compiled, for single elements and for vectors of any width. The
 * library's own functions of vectors do not promise that.
 *
 * <p>Errors are in units in the last place, measured against {@link java.lang.StrictMath} over the whole range. The
 * polynomials are minimax fits, their coefficients rounded to float one by one from the lowest degree up, the rest
 * fitted anew each time.
 */
package org.fascicle.backend.cpu.math;
