package org.fascicle.data;

import java.util.List;

/** Some examples of another split. */
public final class Subset implements Split {
    private final Split split;
    private final int[] examples;

    /** The examples of these numbers, in this order. */
    public Subset(Split split, int[] examples) {
        this.split = split;
        this.examples = examples.clone();
    }

    @Override
    public int size() {
        return examples.length;
    }

    @Override
    public List<Feature> features() {
        return split.features();
    }

    @Override
    public void read(int example, Batch batch, int place) {
        split.read(examples[example], batch, place);
    }
}
