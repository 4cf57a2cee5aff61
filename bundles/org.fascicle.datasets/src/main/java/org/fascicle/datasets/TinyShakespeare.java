package org.fascicle.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;
import org.osgi.service.component.annotations.Component;

/**
 * Tiny Shakespeare: 40,000 lines of his plays, 1,115,394 characters of which 65 differ (Karpathy: The unreasonable
 * effectiveness of recurrent neural networks, 2015). The first 90 % are for training, the next 5 % for validation, the
 * last 5 % for the test.
 *
 * <p>Features: x: i32 [block], the numbers of the characters in the order of their code points; y: i32 [block], those
 * one place further on.
 *
 * @param block characters of an example
 * @param stride characters from the beginning of one training example to the next; none: they stand side by side
 */
@About("Tiny Shakespeare: 1,115,394 characters of his plays, 65 different ones, in blocks, to tell what comes next")
public record TinyShakespeare(
        @Min(1) @Max(10_000) @About("characters of an example") int block,
        @Min(1) @About("characters from one training example to the next; none: they stand side by side")
                Optional<Integer> stride) implements Dataset {
    private static final DataFile FILE = new DataFile("tinyshakespeare/input.txt",
            "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
            List.of(URI.create("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/"
                    + "input.txt")));

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        Path file = files.require(List.of(FILE)).getFirst();
        try {
            return Characters.of(Files.readString(file)).blocks(block, stride.orElse(block),
                    Fingerprint.of(FILE.sha256().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw DataException.corrupt(file + " cannot be read: " + e, e);
        }
    }

    /** Reads Tiny Shakespeare. */
    @Component
    @DatasetName("tiny-shakespeare")
    public static final class Type implements DatasetType<TinyShakespeare> {
        @Override
        public TinyShakespeare example() {
            return new TinyShakespeare(64, Optional.empty());
        }
    }
}
