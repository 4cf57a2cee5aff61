package org.fascicle.compiler.step;

/**
 * What making the programs of a learner has come to.
 *
 * @param traced graphs traced
 * @param compiled programs compiled
 * @param found steps whose program was there already
 * @param tracedNodes nodes of the graphs as traced
 * @param loweredNodes nodes of the same graphs as the backend got them
 * @param traceNanoseconds time of tracing
 * @param compileNanoseconds time of the passes and of the backend's part
 * @param bindNanoseconds time of tying programs to buffers
 */
public record ProgramCounts(long traced, long compiled, long found, long tracedNodes, long loweredNodes,
        long traceNanoseconds, long compileNanoseconds, long bindNanoseconds) {
}
