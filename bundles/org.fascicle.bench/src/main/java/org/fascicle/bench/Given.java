package org.fascicle.bench;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;

/** Numbers drawn at random, which a case reads in place of data. */
record Given(
        @Min(1) @About("shape of one example") List<Integer> shape,
        @Min(1) @About("whole numbers from 0 to below this; numbers between 0 and 1 unless given")
                Optional<Integer> below) {
    Given {
        shape = List.copyOf(shape);
    }

    /** As a feature of a name. */
    Feature feature(String name) {
        return Feature.of(name, new TensorType(below.isPresent() ? DType.I32 : DType.F32, new Shape(shape)));
    }

    /** A batch of it. */
    HostTensor draw(String name, int batch) {
        HostTensor values = HostTensor.zeros(feature(name).type().with(new Shape(shape).inserting(0, batch)));
        ThreefryRandom random = ThreefryRandom.of(1, "bench/" + name);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, below.isPresent() ? random.below(below.get()) : random.uniform());
        }
        return values;
    }
}
