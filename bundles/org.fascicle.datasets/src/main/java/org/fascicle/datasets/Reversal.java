package org.fascicle.datasets;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.data.Columns;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.osgi.service.component.annotations.Component;

/**
 * Sequences of symbols to be written from their end: the smallest task of translation, for models of two inputs. Each
 * symbol is drawn uniformly from 1 to {@code symbols}; 0 stands before the first. Example i does not depend on how many
 * are drawn.
 *
 * <p>Features: x: i32 [length], the sequence; previous: i32 [length], what was written before each place; y: i32
 * [length], the sequence from its end.
 *
 * @param train number of sequences for training
 * @param test number of sequences for the test
 * @param length symbols of a sequence
 * @param symbols how many symbols there are, without 0
 */
@About("sequences to be written from their end, for models that read `x` and what was written `previous`ly")
public record Reversal(
        @Min(1) @Max(1_000_000) @About("number of sequences for training") int train,
        @Min(1) @Max(1_000_000) @About("number of sequences for the test") int test,
        @Min(1) @Max(1_000) @About("symbols of a sequence") int length,
        @Min(1) @Max(10_000) @About("how many symbols there are; 0 stands before the first of each sequence")
                int symbols) implements Dataset {
    @Override
    public Splits open(DataFiles files, long seed) {
        Columns learned = draw(train, ThreefryRandom.of(seed, "reversal/train"));
        Columns asked = draw(test, ThreefryRandom.of(seed, "reversal/test"));
        return new Splits(learned, Optional.of(asked), Fingerprint.of(bytes(learned), bytes(asked)));
    }

    private Columns draw(int count, ThreefryRandom stream) {
        int[] source = new int[count * length];
        int[] previous = new int[count * length];
        int[] target = new int[count * length];
        for (int example = 0; example < count; example++) {
            ThreefryRandom random = stream.fork(example);
            int from = example * length;
            for (int place = 0; place < length; place++) {
                source[from + place] = 1 + random.below(symbols);
                target[from + length - 1 - place] = source[from + place];
            }
            System.arraycopy(target, from, previous, from + 1, length - 1);
        }
        TensorType type = TensorType.of(DType.I32, length);
        Shape shape = Shape.of(count, length);
        return new Columns(List.of(Feature.of("x", type), Feature.of("previous", type), Feature.of("y", type)),
                List.of(HostTensor.of(shape, source), HostTensor.of(shape, previous), HostTensor.of(shape, target)));
    }

    private static byte[] bytes(Columns columns) {
        int[] values = columns.column("x").ints();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /** Draws the sequences. */
    @Component
    @DatasetName("reversal")
    public static final class Type implements DatasetType<Reversal> {
        @Override
        public Reversal example() {
            return new Reversal(4_000, 500, 8, 10);
        }
    }
}
