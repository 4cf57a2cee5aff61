package org.fascicle.backend.cpu.fusion;

import java.util.List;
import java.util.stream.Stream;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Place;

/** What generated code reads among the ints before it runs: where its tensors lie, and its constants. */
final class Operands {
    private final Pattern pattern;
    private final Place[] places;
    private final int[] constants;

    Operands(Body body, List<Place> operands, List<Place> results) {
        this.pattern = body.pattern();
        this.places = Stream.concat(places(body.reads(), operands), places(body.writes(), results))
                .toArray(Place[]::new);
        this.constants = body.constants().stream().mapToInt(Body::bits).toArray();
    }

    private static Stream<Place> places(List<View> views, List<Place> tensors) {
        return views.stream().map(view -> tensors.get(view.tensor()).plus(view.offset()));
    }

    /** Ints that are needed. */
    int ints() {
        return 2 * places.length + constants.length;
    }

    /** Writes the constants. */
    void constants(Arena arena, int at) {
        System.arraycopy(constants, 0, arena.ints(), at + 2 * places.length, constants.length);
    }

    /** Writes where a row begins, and the next ones. */
    void rows(Arena arena, int at, int row, int column) {
        for (int i = 0; i < places.length; i++) {
            boolean moves = pattern.access(i) == Access.ELEMENTS;
            arena.ints()[at + 2 * i] = places[i].offset() + pattern.begin(i, row) + (moves ? column : 0);
            arena.ints()[at + 2 * i + 1] = pattern.step(i);
        }
    }

    /** Goes on along the row. */
    void forward(Arena arena, int at, int elements) {
        for (int i = 0; i < places.length; i++) {
            arena.ints()[at + 2 * i] += pattern.access(i) == Access.ELEMENTS ? elements : 0;
        }
    }
}
