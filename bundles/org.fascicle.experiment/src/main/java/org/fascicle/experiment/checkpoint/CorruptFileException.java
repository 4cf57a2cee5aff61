package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be what it should: which, what is wrong with it, what to do. */
public final class CorruptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptFileException(Path file, String what, String remedy) {
        super(file + " is " + what + "; " + remedy);
    }
}
