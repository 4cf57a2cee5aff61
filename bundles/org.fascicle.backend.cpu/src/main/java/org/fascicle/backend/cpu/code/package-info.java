/**
 * What generated kernels are written with: {@link org.fascicle.backend.cpu.code.Lane} emits the same arithmetic for one
 * element and for a vector of them.
 */
package org.fascicle.backend.cpu.code;
