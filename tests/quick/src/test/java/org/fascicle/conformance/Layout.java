package org.fascicle.conformance;

import java.util.stream.IntStream;
import org.fascicle.tensor.Tensor;

/** PyTorch's layout and ours: channels behind the batch or last, weights [out, in, …] or [window…, in, out]. */
final class Layout {
    private Layout() {
    }

    /** [batch, channels, spatial…] → [batch, spatial…, channels]. */
    static Tensor channelsLast(Tensor x) {
        int rank = x.rank();
        return x.transpose(IntStream.range(0, rank).map(axis -> axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1)
                .toArray());
    }

    /** [batch, spatial…, channels] → [batch, channels, spatial…]. */
    static Tensor channelsFirst(Tensor x) {
        int rank = x.rank();
        return x.transpose(IntStream.range(0, rank).map(axis -> axis == 0 ? 0 : axis == 1 ? rank - 1 : axis - 1)
                .toArray());
    }

    /** [out, in, window…] → [window…, in, out]; [out, in] → [in, out]. */
    static Tensor weight(Tensor weight) {
        int rank = weight.rank();
        return weight.transpose(IntStream.range(0, rank)
                .map(axis -> axis < rank - 2 ? axis + 2 : rank - 1 - axis).toArray());
    }
}
