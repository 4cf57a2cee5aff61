package org.fascicle.workbench.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;

/** Points on {@code y = slope·x + offset}: example i has x = i / size, so that a batch tells what examples it holds. */
@About("points on a line")
record Line(@Min(1) int size, double slope, double offset, int broken, boolean fromFile) implements Dataset {
    Line(int size, double slope, double offset) {
        this(size, slope, offset, -1, false);
    }

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        if (fromFile) {
            files.require(List.of(new DataFile("line/points", "00", List.of())));
        }
        return new Splits(split(), Optional.of(split()), Fingerprint.of(new byte[] {1}));
    }

    Points split() {
        return new Points(this, new ConcurrentSkipListSet<>());
    }

    record Points(Line line, Set<Integer> seen) implements Split {
        @Override
        public int size() {
            return line.size();
        }

        @Override
        public List<Feature> features() {
            return List.of(Feature.of("x", TensorType.of(DType.F32, 1)), Feature.of("y", TensorType.of(DType.F32, 1)));
        }

        @Override
        public void read(int example, Batch batch, int place) {
            if (example == line.broken()) {
                throw new IllegalStateException("example " + example + " is broken");
            }
            seen.add(example);
            double x = example / (double) line.size();
            batch.tensor("x").set(place, x);
            batch.tensor("y").set(place, line.slope() * x + line.offset());
        }
    }

    static final class Type implements DatasetType<Line> {
        @Override
        public Line example() {
            return new Line(10, 2, 1);
        }
    }
}
