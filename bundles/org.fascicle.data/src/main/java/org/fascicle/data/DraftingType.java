package org.fascicle.data;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A dataset type that can look at a file and say how an experiment on it might begin. */
@ConsumerType
public interface DraftingType {
    /**
     * An experiment on a file.
     *
     * @param name name of the experiment
     * @param file the file, as the experiment is to name it
     * @param target what is to be told, such as the name of a column; none: what suggests itself
     * @return none where the file is nothing for this dataset
     * @throws DataException where it is, and every mistake in it
     */
    Optional<Draft> draft(String name, Path file, Optional<String> target) throws DataException;
}
