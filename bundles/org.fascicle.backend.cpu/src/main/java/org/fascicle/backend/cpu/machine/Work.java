package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/** What a step consists of: kernels, alone or as a team does them, and loops of kernels. */
public sealed interface Work permits Kernel, Loop, Shareable {
    /** All kernels in it, each once. */
    Stream<Kernel> kernels();
}
