package org.fascicle.experiment.run;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fascicle.data.Fit;
import org.fascicle.experiment.checkpoint.CorruptFileException;

/** What a dataset learned before a run, as it is kept: {@code fit.json} in the run's folder. */
public final class FitFile {
    private FitFile() {
    }

    /**
     * Reads it; numbers are those that were written, to the last bit.
     *
     * @throws CorruptFileException when the file is none
     */
    public static Fit read(Path file) throws IOException {
        try {
            return Json.mapper().readValue(Files.readAllBytes(file), Fit.class);
        } catch (JacksonException notFit) {
            throw new CorruptFileException(file, "nothing that a dataset learned: " + Json.reason(notFit),
                    "restore the file, or run the experiment again");
        }
    }

    /** Writes it aside and moves it into place. */
    public static void write(Fit fit, Path file) throws IOException {
        Json.write(file, fit);
    }
}
