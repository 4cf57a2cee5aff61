package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.graph.ThreefryRandom;

/**
 * Examples in an order of chance, from which parts are taken.
 *
 * <p>A stratified order has the examples of a class side by side. Taking m of n at even distances from it gives each
 * class, with n_c examples, m · n_c / n of them, rounded up or down.
 *
 * @param order numbers of examples
 * @param stratified whether examples of a class stand side by side
 */
record Division(int[] order, boolean stratified) {
    /**
     * What is taken, and what is left.
     *
     * @param part numbers of examples, ascending
     * @param rest the others
     */
    record Taken(int[] part, Division rest) {
    }

    static Division random(int examples, ThreefryRandom random) {
        return new Division(random.permutation(examples), false);
    }

    /**
     * An order by classes.
     *
     * @param parts how many parts are to be made: each class must have an example for each
     * @throws IllegalArgumentException when there are no classes, or naming every class that has too few examples
     */
    static Division stratified(Split split, int parts, ThreefryRandom random) {
        Feature target = split.features().stream().filter(feature -> !feature.classes().isEmpty()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("data.stratified keeps the proportions of classes, and "
                        + "this dataset has none; leave it out"));
        int[] classes = classes(split, target);
        int[] counts = new int[target.classes().size()];
        for (int number : classes) {
            counts[number]++;
        }
        List<String> few = new ArrayList<>();
        for (int number = 0; number < counts.length; number++) {
            if (counts[number] > 0 && counts[number] < parts) {
                few.add("the class `" + target.classes().get(number) + "` has " + (counts[number] == 1 ? "1 example"
                        : counts[number] + " examples"));
            }
        }
        if (!few.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", few) + ", and a stratified division into " + parts
                    + " parts needs one in each; collect more of it, leave it out, or write data.stratified: false");
        }
        int[] order = random.permutation(split.size());
        return new Division(IntStream.of(order).boxed().sorted((a, b) -> Integer.compare(classes[a], classes[b]))
                .mapToInt(example -> example).toArray(), true);
    }

    /** The class of each example. */
    static int[] classes(Split split, Feature target) {
        Batch batch = Batch.of(1, split.features());
        return IntStream.range(0, split.size()).map(example -> {
            split.read(example, batch, 0);
            return (int) batch.tensor(target.name()).toDoubles()[0];
        }).toArray();
    }

    /** Takes so many, by chance where the order is one of classes. */
    Taken take(int count, ThreefryRandom random) {
        if (!stratified) {
            return new Taken(sorted(Arrays.copyOf(order, count)),
                    new Division(Arrays.copyOfRange(order, count, order.length), false));
        }
        long start = random.below(order.length);
        return divided(place -> ((place + 1) * count + start) / order.length
                > (place * count + start) / order.length);
    }

    /** Takes one of the folds; their sizes, and the numbers of a class in them, differ by one at most. */
    Taken fold(int fold, int folds) {
        return divided(place -> place % folds == fold - 1);
    }

    private interface Choice {
        boolean takes(long place);
    }

    private Taken divided(Choice choice) {
        int[] part = IntStream.range(0, order.length).filter(choice::takes).map(place -> order[place]).toArray();
        int[] rest = IntStream.range(0, order.length).filter(place -> !choice.takes(place))
                .map(place -> order[place]).toArray();
        return new Taken(sorted(part), new Division(rest, stratified));
    }

    /** All of them, in the order of the dataset, so that the choice alone is random. */
    int[] examples() {
        return sorted(order);
    }

    private static int[] sorted(int[] examples) {
        return Arrays.stream(examples).sorted().toArray();
    }
}
