package org.fascicle.data;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** A dataset that can read a file of new examples in the form that a model which learned from it expects. */
@ConsumerType
public interface FileDataset extends Dataset {
    /**
     * The examples of a file, in its order. What is to be predicted may be absent: the split then has no such feature.
     *
     * @param file a file of the form of the dataset's own
     * @param fit what the run kept
     * @throws DataException with every mistake in the file
     */
    Split read(Path file, Fit fit) throws DataException;
}
