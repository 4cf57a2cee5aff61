package org.fascicle.data;

import java.net.URI;
import java.util.List;

/**
 * A file that a dataset needs.
 *
 * @param path relative to a data folder, with {@code /}, such as {@code mnist/train-images-idx3-ubyte.gz}
 * @param sha256 its checksum, lower-case hexadecimal
 * @param sources where it may be downloaded from, tried in order
 */
public record DataFile(String path, String sha256, List<URI> sources) {
    public DataFile {
        sources = List.copyOf(sources);
    }
}
