package org.fascicle.backend.cpu.window;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Strips;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Reshape;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowArgMax;

/**
 * Adds dy at the largest element of each window, as {@link WindowPlaces} would find it, without writing down where that
 * is. The parts are images, and the windows of an image follow each other, so each sum is one chain in their order.
 */
public final class WindowMaxGradient implements Strips {
    private final Geometry geometry;
    private final Rows x;
    private final Rows dy;
    private final Rows dx;
    /** For each row of positions the nearest row of the input. */
    private final int[] nearest;
    /** Whether each place lies in one window, so that what is stored needs no sum. */
    private final boolean tiled;

    /**
     * A gradient.
     *
     * @param shape shape of the input
     */
    public WindowMaxGradient(Window window, Shape shape, Place input, Place cotangent, Place gradient) {
        int channels = shape.size(-1);
        this.geometry = Geometry.of(window, shape);
        this.x = new Rows(input, geometry.rows(), geometry.width(), channels);
        this.dy = new Rows(cotangent, geometry.positionRows(), geometry.positions(), channels);
        this.dx = new Rows(gradient, geometry.rows(), geometry.width(), channels);
        this.nearest = Geometry.nearestRows(window, shape);
        this.tiled = isTiled();
    }

    /** The window of a body (x, dy) → dx that computes this. */
    public static Optional<Window> windowOf(Graph body) {
        if (body.inputs().size() != 2 || body.outputs().size() != 1) {
            return Optional.empty();
        }
        Node sum = behindReshapes(body.outputs().values().iterator().next());
        return sum.op() instanceof ScatterAdd && behindReshapes(sum.operand(1)) == body.inputs().get(1)
                && behindReshapes(sum.operand(0)).op() instanceof WindowArgMax(Window window)
                && behindReshapes(sum.operand(0)).operand(0) == body.inputs().get(0)
                ? Optional.of(window) : Optional.empty();
    }

    private static Node behindReshapes(Node node) {
        return node.op() instanceof Reshape ? behindReshapes(node.operand(0)) : node;
    }

    private boolean isTiled() {
        int[] windows = new int[geometry.rows()];
        for (int row : geometry.rowOf()) {
            if (row != Geometry.NONE) {
                windows[row]++;
            }
        }
        return geometry.low() == 0 && geometry.stride() == geometry.size() && geometry.dilation() == 1
                && geometry.positions() * geometry.size() == geometry.width()
                && Arrays.stream(windows).allMatch(count -> count == 1);
    }

    @Override
    public int extent() {
        return geometry.images();
    }

    @Override
    public long nanoseconds() {
        return (long) extent() * geometry.positionRows() * geometry.positions() * geometry.taps() * geometry.size()
                * (1 + x.channels() / 4);
    }

    /** For each element of the window that is no padding, its number in the input. */
    @Override
    public int scratchInts() {
        return geometry.taps() * geometry.size();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int image = from; image < to; image++) {
            strip(worker, image);
        }
    }

    @Override
    public int strips() {
        return geometry.images();
    }

    @Override
    public int limit(int image) {
        return (image + 1) * x.rows() * x.width() * x.channels();
    }

    @Override
    public void strip(Worker worker, int image) {
        float[] f = worker.arena().floats();
        if (!tiled) {
            Arrays.fill(f, dx.at(image, 0), dx.at(image + 1, 0), 0);
        }
        for (int row = 0; row < geometry.positionRows(); row++) {
            for (int position = 0; position < geometry.positions(); position++) {
                position(worker, f, image, row, position);
            }
        }
    }

    private void position(Worker worker, float[] f, int image, int row, int position) {
        int[] numbers = worker.arena().ints();
        int first = worker.scratchInts();
        int limit = first + elements(numbers, first, image, row, position);
        int from = dy.at(image, row) + position * dy.channels();
        if (limit == first) {
            int to = dx.at(image, nearest[row]) + Math.clamp((long) position * geometry.stride() - geometry.low(), 0,
                    Math.max(0, x.width() - 1)) * x.channels();
            for (int channel = 0; channel < x.channels(); channel++) {
                f[to + channel] += f[from + channel];
            }
            return;
        }
        int channel = 0;
        for (; channel + WIDTH <= x.channels(); channel += WIDTH) {
            vector(f, numbers, first, limit, x.place().offset() + channel, from + channel,
                    dx.place().offset() + channel);
        }
        for (; channel < x.channels(); channel++) {
            element(f, numbers, first, limit, x.place().offset() + channel, from + channel,
                    dx.place().offset() + channel);
        }
    }

    /** Writes down the elements of a window for channel 0; gives how many there are. */
    private int elements(int[] numbers, int first, int image, int row, int position) {
        int count = 0;
        for (int tap = 0; tap < geometry.taps(); tap++) {
            int line = geometry.rowOf()[row * geometry.taps() + tap];
            for (int k = 0; line != Geometry.NONE && k < geometry.size(); k++) {
                int place = position * geometry.stride() - geometry.low() + k * geometry.dilation();
                if (place >= 0 && place < x.width()) {
                    numbers[first + count++] = ((image * x.rows() + line) * x.width() + place) * x.channels();
                }
            }
        }
        return count;
    }

    /** The first element of all wins unless another one does. */
    private void vector(float[] f, int[] numbers, int first, int limit, int at, int from, int to) {
        FloatVector largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector best = FloatVector.zero(FLOATS);
        float count = 0;
        for (int i = first; i < limit; i++) {
            FloatVector next = FloatVector.fromArray(FLOATS, f, at + numbers[i]);
            // neither larger, nor NaN where there was none
            VectorMask<Float> loses = next.compare(VectorOperators.LE, largest)
                    .or(largest.compare(VectorOperators.NE, largest));
            largest = next.blend(largest, loses);
            best = FloatVector.broadcast(FLOATS, count).blend(best, loses);
            count++;
        }
        // added to zero even where it is alone: -0 becomes 0
        FloatVector given = FloatVector.fromArray(FLOATS, f, from).add(0);
        count = 0;
        for (int i = first; i < limit; i++) {
            VectorMask<Float> chosen = best.compare(VectorOperators.EQ, count);
            FloatVector before = tiled ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, f, to + numbers[i]);
            before.blend(before.add(given), chosen).intoArray(f, to + numbers[i]);
            count++;
        }
    }

    private void element(float[] f, int[] numbers, int first, int limit, int at, int from, int to) {
        float largest = f[at + numbers[first]];
        int best = first;
        for (int i = first; i < limit; i++) {
            float next = f[at + numbers[i]];
            if (next > largest || Float.isNaN(next) && !Float.isNaN(largest)) {
                largest = next;
                best = i;
            }
            if (tiled) {
                f[to + numbers[i]] = 0;
            }
        }
        f[to + numbers[best]] += f[from];
    }
}
