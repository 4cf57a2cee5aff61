package org.fascicle.datasets;

import java.util.List;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;

/**
 * Blocks of one length out of a text, each with the characters that follow.
 *
 * <p>Features: x: i32 [block], the numbers of the characters; y: i32 [block], those one place further on.
 */
final class TextBlocks implements Split {
    private final int[] text;
    private final int from;
    private final int block;
    private final int stride;
    private final int size;
    private final List<Feature> features;

    /**
     * Blocks that begin at {@code from}, {@code from + stride}, … and end, with the character behind them, before
     * {@code to}.
     *
     * @param text the numbers of all characters
     * @param vocabulary the character of each number
     */
    TextBlocks(int[] text, List<String> vocabulary, int from, int to, int block, int stride) {
        this.text = text;
        this.from = from;
        this.block = block;
        this.stride = stride;
        this.size = Math.max(0, (to - from - block - 1 + stride) / stride);
        this.features = List.of(Feature.classes("x", TensorType.of(DType.I32, block), vocabulary),
                Feature.classes("y", TensorType.of(DType.I32, block), vocabulary));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public void read(int example, Batch batch, int place) {
        int start = from + example * stride;
        System.arraycopy(text, start, batch.tensor("x").ints(), place * block, block);
        System.arraycopy(text, start + 1, batch.tensor("y").ints(), place * block, block);
    }
}
