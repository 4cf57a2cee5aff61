/**
 * Chains of elementwise operations in one pass over memory: for each chain a loop is generated, in which every operand
 * is loaded once, what lies between two operations stays in registers, and each result is stored once. Operands that
 * are the same along a row are loaded and computed with outside of the loop over the row. Folds of rows may be among
 * them: such a body goes through one row after the other, as often as a fold waits for another.
 */
package org.fascicle.backend.cpu.fusion;
