/**
 * The fast backend: kernels on the Vector API and threads, no native code.
 *
 * <p>A session is an {@link org.fascicle.backend.cpu.machine.Arena} and a
 * {@link org.fascicle.backend.cpu.machine.Team}; compiling gives every value a place in the arena, binding turns every
 * node into {@link org.fascicle.backend.cpu.machine.Kernel}s with those places in their fields, and a step runs the
 * kernels in order. The families of kernels are one package each: {@code fusion}, {@code product}, {@code reduction},
 * {@code movement}; {@code math} is what fusions compute with.
 */
package org.fascicle.backend.cpu;
