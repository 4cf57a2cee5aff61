package org.fascicle.backend.cpu.product;

/**
 * What the code of a tile depends on.
 *
 * @param rows rows of C
 * @param vectors vectors in a row of C
 * @param shifts rows of A that meet a row of C: the one of its number and those behind it, each with a B of its own
 * @param whole whether all of the last vector always belongs to C
 * @param steps whether steps of k are neighbours in A, or rows
 */
record TileForm(int rows, int vectors, int shifts, boolean whole, boolean steps) {
}
