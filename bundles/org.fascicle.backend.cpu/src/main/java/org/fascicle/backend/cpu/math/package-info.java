/**
 * Transcendental functions of tiles of floats, made of lanewise + − × ÷ √ fma, comparisons, blends and integer
 * arithmetic on bits: every one of them is exact or correctly rounded, so the same input gives the same bits whether
 * the code is interpreted or compiled, and for vectors of any width. The library's own functions of vectors do not
 * promise that.
 *
 * <p>A function is one or more loops over a tile, and a vector never crosses a call to a method of ours: when the JIT
 * does not take such a method in, every vector becomes an object. What one loop leaves for the next lies in the tile of
 * the result, or in one more tile that the caller lends. The result may lie where the operand lies only in functions
 * that say so.
 *
 * <p>Errors are in units in the last place, measured against {@link java.lang.StrictMath} over the whole range. The
 * polynomials are minimax fits, their coefficients rounded to float one by one from the lowest degree up, the rest
 * fitted anew each time.
 */
package org.fascicle.backend.cpu.math;
