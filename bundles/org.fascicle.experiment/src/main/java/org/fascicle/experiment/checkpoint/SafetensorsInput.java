package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.experiment.checkpoint.SafetensorsHeader.Element;
import org.fascicle.experiment.checkpoint.SafetensorsHeader.Entry;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;

/** Reads a file in the safetensors format. */
final class SafetensorsInput {
    private static final int CHUNK = 1 << 20;
    private static final String REMEDY = "fetch or make the file again";
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private SafetensorsInput(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new SafetensorsInput(file, channel).read();
        }
    }

    private Safetensors read() throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw corrupt("no safetensors file: it has " + size + " bytes, and the length of the header alone takes 8");
        }
        fill(0, Long.BYTES);
        long length = chunk.getLong();
        if (length < 2 || length > SafetensorsHeader.LONGEST) {
            throw corrupt("no safetensors file: it begins with " + Long.toUnsignedString(length)
                    + " as the length of its header");
        }
        if (length > size - Long.BYTES) {
            throw corrupt("cut off: its header takes " + length + " bytes, and " + (size - Long.BYTES) + " are there");
        }
        ByteBuffer json = ByteBuffer.allocate((int) length);
        readFully(json, Long.BYTES);
        long start = Long.BYTES + length;
        SafetensorsHeader header;
        try {
            header = SafetensorsHeader.of(json.array(), size - start);
        } catch (IllegalArgumentException wrong) {
            throw corrupt("cut off or corrupt: " + wrong.getMessage());
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : header.entries().entrySet()) {
            tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), start));
        }
        return new Safetensors(tensors, header.metadata());
    }

    private HostTensor tensor(String name, Entry entry, long start) throws IOException {
        HostTensor tensor = HostTensor.zeros(new TensorType(type(entry.element()), entry.shape()));
        int width = entry.element().bytes();
        int done = 0;
        while (done < tensor.elements()) {
            int count = Math.min(CHUNK / width, tensor.elements() - done);
            fill(start + entry.begin() + (long) done * width, count * width);
            switch (entry.element()) {
                case F32 -> chunk.asFloatBuffer().get(tensor.floats(), done, count);
                case F64 -> chunk.asDoubleBuffer().get(tensor.doubles(), done, count);
                case F16 -> widenHalves(chunk.asShortBuffer(), tensor.floats(), done, count);
                case BF16 -> widenBrains(chunk.asShortBuffer(), tensor.floats(), done, count);
                case I32 -> chunk.asIntBuffer().get(tensor.ints(), done, count);
                case I64 -> narrow(name, chunk.asLongBuffer(), tensor.ints(), done, count);
                case U8 -> chunk.get(tensor.bytes(), done, count);
                case BOOL -> {
                    chunk.get(tensor.bytes(), done, count);
                    requireTruth(name, tensor.bytes(), done, count);
                }
            }
            done += count;
        }
        return tensor;
    }

    /** Every half-precision number is an f32. */
    private static void widenHalves(ShortBuffer halves, float[] floats, int from, int count) {
        for (int i = 0; i < count; i++) {
            floats[from + i] = Float.float16ToFloat(halves.get(i));
        }
    }

    /** A bfloat16 is the upper half of an f32. */
    private static void widenBrains(ShortBuffer brains, float[] floats, int from, int count) {
        for (int i = 0; i < count; i++) {
            floats[from + i] = Float.intBitsToFloat(brains.get(i) << Short.SIZE);
        }
    }

    private void narrow(String name, LongBuffer longs, int[] ints, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long value = longs.get(i);
            if (value != (int) value) {
                throw new CorruptFileException(file, "beyond what can be read: the tensor " + name + " holds " + value
                        + ", which is no 32-bit integer", "convert the tensor to I32 or F64");
            }
            ints[from + i] = (int) value;
        }
    }

    private void requireTruth(String name, byte[] values, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw corrupt("corrupt: the tensor " + name + " holds the truth value " + (values[i] & 0xff));
            }
        }
    }

    private static DType type(Element element) {
        return switch (element) {
            case F32, F16, BF16 -> DType.F32;
            case F64 -> DType.F64;
            case I32, I64 -> DType.I32;
            case U8 -> DType.U8;
            case BOOL -> DType.BOOL;
        };
    }

    private void fill(long position, int bytes) throws IOException {
        chunk.clear().limit(bytes);
        readFully(chunk, position);
        chunk.flip();
    }

    private void readFully(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw corrupt("cut off while it is read, at byte " + at);
            }
            at += read;
        }
    }

    private CorruptFileException corrupt(String what) {
        return new CorruptFileException(file, what, REMEDY);
    }
}
