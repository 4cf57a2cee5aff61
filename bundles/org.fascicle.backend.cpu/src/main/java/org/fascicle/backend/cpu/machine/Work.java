package org.fascicle.backend.cpu.machine;

/** What a step consists of: kernels, and loops of kernels. */
public sealed interface Work permits Kernel, Loop {
}
