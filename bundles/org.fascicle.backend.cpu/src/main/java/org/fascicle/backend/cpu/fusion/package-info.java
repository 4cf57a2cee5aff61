/**
 * Chains of elementwise operations in one pass over memory. A tile of some thousand elements goes through all
 * instructions before the next one is begun, so what lies between two operations never leaves the first level of cache.
 *
 * <p>Truth values and bytes are floats in a tile: comparisons, selections and casts are then the same few vector
 * operations, and only loads and stores know that memory holds bytes.
 */
package org.fascicle.backend.cpu.fusion;
