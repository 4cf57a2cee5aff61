package org.fascicle.data;

import org.osgi.annotation.versioning.ConsumerType;

/** A named source of examples. An implementation is a record: its components are its options. */
@ConsumerType
public interface Dataset {
    /**
     * Reads or draws the examples.
     *
     * @param files where files are looked for
     * @param seed what drawn examples depend on
     * @throws DataException when files are missing or corrupt, with the remedy
     */
    Splits open(DataFiles files, long seed) throws DataException;
}
