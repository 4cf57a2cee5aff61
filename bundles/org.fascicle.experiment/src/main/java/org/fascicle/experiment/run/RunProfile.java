package org.fascicle.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the time of a run went, told ahead of its end when it was asked for; kept as {@code profile.json}.
 *
 * @param seconds time from the making of the first program to the end of training
 * @param programs what making programs came to
 * @param kernels what the programs consist of
 * @param times parts of the time
 * @param rows what each operation of each layer took, most first; the last is the time in steps that no kernel took, so
 *        that all shares together are 1
 */
public record RunProfile(double seconds, Programs programs, Kernels kernels, Times times, List<Row> rows)
        implements RunEvent {
    public RunProfile {
        rows = rows == null ? List.of() : List.copyOf(rows);
    }

    /**
     * Programs: one for each purpose and size of batch.
     *
     * @param traced graphs traced
     * @param compiled programs compiled
     * @param found steps whose program was there already
     * @param tracedNodes nodes of the graphs as traced
     * @param loweredNodes nodes that were left for the backend
     */
    public record Programs(long traced, long compiled, long found, long tracedNodes, long loweredNodes) {
    }

    /**
     * Kernels.
     *
     * @param made kernels of all programs
     * @param code how many different pieces of code they are made with; all others are uses of these once more
     */
    public record Kernels(long made, int code) {
    }

    /**
     * Parts of the time, in seconds; what is missing to the whole went into figures and checkpoints.
     *
     * @param trace tracing
     * @param compile compiling
     * @param bind tying programs to buffers
     * @param data waiting for batches to be read
     * @param feed handing batches to the device
     * @param steps the steps themselves
     * @param count how many steps there were
     */
    public record Times(double trace, double compile, double bind, double data, double feed, double steps, long count) {
    }

    /**
     * One operation on one shape.
     *
     * @param phase what the step is for: {@code training}, {@code evaluation}
     * @param layer path of the layer, or {@code loss}, {@code metric/…}, {@code optimizer/…} with the path of the
     *        parameter; empty where no layer asked for it
     * @param operation the operation and the shape of its result
     * @param calls how often it was done
     * @param milliseconds all calls together
     * @param share of the time in steps, from 0 to 1
     * @param gigaflops floating-point operations a nanosecond; 0 for what only moves numbers
     */
    public record Row(String phase, String layer, String operation, long calls, double milliseconds, double share,
            double gigaflops) {
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
