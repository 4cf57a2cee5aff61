/**
 * Folds over axes. The order of a sum is written down and depends on extents alone: long sums are cut into pieces of
 * fixed length, a piece along contiguous elements goes to 64 lanes which are added pairwise at the end, and a piece
 * across rows is one chain per column.
 */
package org.fascicle.backend.cpu.reduction;
