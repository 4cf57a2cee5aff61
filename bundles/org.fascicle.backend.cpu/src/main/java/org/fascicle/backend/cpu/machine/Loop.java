package org.fascicle.backend.cpu.machine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Work that is done once for each place of some sequences. No element is copied: what is read and written moves on. */
public final class Loop implements Work {
    /**
     * A place that goes along a sequence.
     *
     * @param element the place of one element
     * @param whole where the sequence begins
     * @param length length of an element
     */
    public record Walk(Place.Moving element, Place whole, int length) {
    }

    /**
     * A place that goes along a sequence one element ahead, for what an iteration hands on to the next one.
     *
     * @param element the place of the next element
     * @param whole where the sequence begins
     * @param length length of an element
     * @param end where the last iteration hands it
     */
    public record Ahead(Place.Moving element, Place whole, int length, Place end) {
    }

    private final Work[] before;
    private final Work[] body;
    private final Walk[] walks;
    private final Ahead[] aheads;
    private final Place number;
    private final int iterations;
    private final boolean fromEnd;

    /**
     * A loop.
     *
     * @param before what is done once, ahead of all iterations
     * @param body what is done in each iteration
     * @param walks what moves on with the iterations
     * @param aheads what does so one element ahead
     * @param number an int that holds the number of the place
     * @param iterations how many places there are
     * @param fromEnd whether the last place comes first
     */
    public Loop(List<Work> before, List<Work> body, List<Walk> walks, List<Ahead> aheads, Place number,
            int iterations, boolean fromEnd) {
        this.before = before.toArray(Work[]::new);
        this.body = body.toArray(Work[]::new);
        this.walks = walks.toArray(Walk[]::new);
        this.aheads = aheads.toArray(Ahead[]::new);
        this.number = number;
        this.iterations = iterations;
        this.fromEnd = fromEnd;
    }

    void run(Runner runner, Arena arena) {
        for (Work work : before) {
            runner.run(work);
        }
        for (int i = 0; i < iterations; i++) {
            int place = fromEnd ? iterations - 1 - i : i;
            for (Walk walk : walks) {
                walk.element.moveTo(walk.whole.offset() + place * walk.length);
            }
            for (Ahead ahead : aheads) {
                ahead.element.moveTo(i == iterations - 1 ? ahead.end.offset()
                        : ahead.whole.offset() + (fromEnd ? place - 1 : place + 1) * ahead.length);
            }
            arena.ints()[number.offset()] = place;
            for (Work work : body) {
                runner.run(work);
            }
        }
    }

    @Override
    public Stream<Kernel> kernels() {
        return Stream.concat(Stream.of(before), Stream.of(body)).flatMap(Work::kernels);
    }

    /** Has a team get ready for what is in it. */
    void prepare(Team team) {
        Arrays.setAll(before, i -> team.prepare(before[i]));
        Arrays.setAll(body, i -> team.prepare(body[i]));
    }
}
