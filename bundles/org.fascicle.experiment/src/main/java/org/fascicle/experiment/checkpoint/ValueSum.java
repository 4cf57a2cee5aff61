package org.fascicle.experiment.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.fascicle.graph.HostTensor;

/** A sum over all values, by which a byte that changed on the disk is seen: the format itself has none. */
final class ValueSum {
    private static final int CHUNK = 1 << 16;

    private ValueSum() {
    }

    /** CRC-32C of the little-endian values, in the order of the names, as hexadecimal text. */
    static String of(Map<String, HostTensor> tensors) {
        CRC32C sum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (HostTensor tensor : new TreeMap<>(tensors).values()) {
            int width = tensor.type().dtype().bytes();
            for (int done = 0; done < tensor.elements(); done += CHUNK / width) {
                int count = Math.min(CHUNK / width, tensor.elements() - done);
                chunk.clear();
                switch (tensor.type().dtype()) {
                    case F32 -> chunk.asFloatBuffer().put(tensor.floats(), done, count);
                    case F64 -> chunk.asDoubleBuffer().put(tensor.doubles(), done, count);
                    case I32 -> chunk.asIntBuffer().put(tensor.ints(), done, count);
                    case U8, BOOL -> chunk.put(0, tensor.bytes(), done, count);
                }
                sum.update(chunk.limit(count * width));
            }
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
