package org.fascicle.workbench.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Fetches files from the network. */
public interface Downloader {
    /**
     * Fetches one file.
     *
     * @param source where from
     * @param target an empty file, to be written over
     * @throws IOException with a message short enough to stand in a sentence
     */
    void download(URI source, Path target) throws IOException, InterruptedException;
}
