/**
 * Matrix products in register tiles. Every element of a product is one chain of fused multiply-adds over k in
 * ascending order: tiles, blocks of k and threads change when it is computed, never its bits.
 */
package org.fascicle.backend.cpu.product;
