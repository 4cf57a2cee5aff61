/**
 * The fast backend: kernels on the Vector API and threads, no native code.
 *
 * <p>A session is an {@link org.fascicle.backend.cpu.machine.Arena} and a
 * {@link org.fascicle.backend.cpu.machine.Team}; compiling gives every value a place in the arena, binding turns every
 * node into {@link org.fascicle.backend.cpu.machine.Work} with those places in its fields, and a step does the work in
 * order. Most of it is {@link org.fascicle.backend.cpu.machine.Kernel}s; a scan is a
 * {@link org.fascicle.backend.cpu.machine.Loop} over those of its body, which moves some of their places on. The
 * families of kernels are one package each: {@code fusion}, {@code product}, {@code window}, {@code reduction},
 * {@code ordering}, {@code movement}; {@code math} is what fusions compute with. A plug-in's kernel for its own
 * operation is a {@link org.fascicle.backend.cpu.kernel.CustomKernel}.
 */
package org.fascicle.backend.cpu;
