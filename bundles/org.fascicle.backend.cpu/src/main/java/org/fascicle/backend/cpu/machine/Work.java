package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/** What a step consists of: kernels, and loops of kernels. */
public sealed interface Work permits Kernel, Loop {
    /** All kernels in it, each once. */
    Stream<Kernel> kernels();
}
