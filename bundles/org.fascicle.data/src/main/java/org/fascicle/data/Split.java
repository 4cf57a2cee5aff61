package org.fascicle.data;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Examples by number. Reading is safe from several threads. */
@ConsumerType
public interface Split {
    /** Number of examples. */
    int size();

    /** What every example has. */
    List<Feature> features();

    /** Copies one example to a place in a batch. */
    void read(int example, Batch batch, int place);

    /** What somebody who uses these examples should know of them, such as columns of a file that nobody reads. */
    default List<String> notes() {
        return List.of();
    }
}
