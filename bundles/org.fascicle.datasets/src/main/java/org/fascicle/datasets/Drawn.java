package org.fascicle.datasets;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Columns;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;

/** What datasets that are drawn, rather than read, have in common. */
final class Drawn {
    private Drawn() {
    }

    /** A point of the plane and its class. */
    record Point(double x, double y, int label) {
        /** This point after a normal random move along each axis. */
        Point moved(double deviation, ThreefryRandom random) {
            return new Point(x + deviation * random.normal(), y + deviation * random.normal(), label);
        }
    }

    /** How an example is drawn. */
    interface Curve {
        /** The example of a number, from a sequence that is the example's own. */
        Point point(int example, ThreefryRandom random);
    }

    /** Points with features x: f32 [2] and y: i32 [], the class. */
    static Columns points(int count, List<String> classes, ThreefryRandom stream, Curve curve) {
        float[] places = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            Point point = curve.point(i, stream.fork(i));
            places[2 * i] = (float) point.x();
            places[2 * i + 1] = (float) point.y();
            labels[i] = point.label();
        }
        List<Feature> features = List.of(
                Feature.of("x", TensorType.of(DType.F32, 2)),
                Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR), classes));
        return new Columns(features, List.of(
                HostTensor.of(Shape.of(count, 2), places), HostTensor.of(Shape.of(count), labels)));
    }

    /** Both parts, with the fingerprint of what was drawn. */
    static Splits splits(Columns train, Columns test) {
        return new Splits(train, Optional.of(test), Fingerprint.of(bytes(train.column("x")), bytes(train.column("y")),
                bytes(test.column("x")), bytes(test.column("y"))));
    }

    private static byte[] bytes(HostTensor tensor) {
        ByteBuffer bytes = switch (tensor.type().dtype()) {
            case U8, BOOL -> ByteBuffer.wrap(tensor.bytes());
            case F32 -> {
                ByteBuffer buffer = ByteBuffer.allocate(4 * tensor.elements());
                buffer.asFloatBuffer().put(tensor.floats());
                yield buffer;
            }
            case F64 -> {
                ByteBuffer buffer = ByteBuffer.allocate(8 * tensor.elements());
                buffer.asDoubleBuffer().put(tensor.doubles());
                yield buffer;
            }
            case I32 -> {
                ByteBuffer buffer = ByteBuffer.allocate(4 * tensor.elements());
                buffer.asIntBuffer().put(tensor.ints());
                yield buffer;
            }
        };
        return bytes.array();
    }
}
