package org.fascicle.bench;

/**
 * What a step does.
 *
 * @param unit what the rate counts
 * @param units how many of these a step is
 * @param flops floating-point operations
 * @param bytes those that are read and written at the least
 */
record Work(String unit, double units, double flops, long bytes) {
}
