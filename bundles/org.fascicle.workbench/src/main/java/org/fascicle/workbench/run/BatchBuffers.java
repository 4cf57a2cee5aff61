package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Batch;
import org.fascicle.data.Split;

/**
 * Memory for the batches of a split: one with the consumer, others filled ahead of it. Passes over the split use it one
 * after the other, so that no pass allocates.
 *
 * @param batchSize examples of a whole batch
 * @param whole batches of that size
 * @param last the smaller batch at the end of a pass, where the split does not divide
 */
record BatchBuffers(int batchSize, List<Batch> whole, Optional<Batch> last) {
    /** Batches that may be ready before the consumer asks. */
    static final int AHEAD = 2;

    BatchBuffers {
        whole = List.copyOf(whole);
    }

    /** The buffers for passes over a whole split. */
    static BatchBuffers of(Split split, int batchSize) {
        return of(split, batchSize, split.size());
    }

    /** The buffers for passes over so many examples of a split. */
    static BatchBuffers of(Split split, int batchSize, int examples) {
        int batches = Math.min(AHEAD + 1, examples / batchSize);
        List<Batch> whole = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            whole.add(Batch.of(batchSize, split.features()));
        }
        int rest = examples % batchSize;
        return new BatchBuffers(batchSize, whole,
                rest == 0 ? Optional.empty() : Optional.of(Batch.of(rest, split.features())));
    }
}
