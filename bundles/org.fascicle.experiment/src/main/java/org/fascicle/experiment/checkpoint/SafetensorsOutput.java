package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.SafetensorsHeader.Element;
import org.fascicle.experiment.checkpoint.SafetensorsHeader.Entry;
import org.fascicle.graph.HostTensor;

/** Writes a file in the safetensors format. */
final class SafetensorsOutput {
    private static final int CHUNK = 1 << 20;
    private final Safetensors content;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    SafetensorsOutput(Safetensors content) {
        this.content = content;
    }

    void writeTo(FileChannel channel) throws IOException {
        List<String> order = new ArrayList<>(content.tensors().keySet());
        // The widest elements first: then every tensor lies at a multiple of its element's size.
        order.sort(Comparator.comparingInt(name -> -content.tensors().get(name).type().dtype().bytes()));
        byte[] header = header(order).toBytes();
        if (header.length > SafetensorsHeader.LONGEST) {
            throw new IOException("a safetensors file has a header of at most " + SafetensorsHeader.LONGEST
                    + " bytes, and that of " + order.size() + " tensors would take " + header.length);
        }
        chunk.clear().putLong(header.length);
        drain(channel, chunk.flip());
        drain(channel, ByteBuffer.wrap(header));
        for (String name : order) {
            write(channel, content.tensors().get(name));
        }
    }

    private SafetensorsHeader header(List<String> order) {
        Map<String, Entry> placed = new HashMap<>();
        long end = 0;
        for (String name : order) {
            HostTensor tensor = content.tensors().get(name);
            long begin = end;
            end += tensor.type().bytes();
            placed.put(name, new Entry(element(tensor), tensor.type().shape(), begin, end));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        content.tensors().keySet().forEach(name -> entries.put(name, placed.get(name)));
        return new SafetensorsHeader(entries, content.metadata());
    }

    private void write(FileChannel channel, HostTensor tensor) throws IOException {
        int width = tensor.type().dtype().bytes();
        int done = 0;
        while (done < tensor.elements()) {
            int count = Math.min(CHUNK / width, tensor.elements() - done);
            chunk.clear();
            switch (tensor.type().dtype()) {
                case F32 -> chunk.asFloatBuffer().put(tensor.floats(), done, count);
                case F64 -> chunk.asDoubleBuffer().put(tensor.doubles(), done, count);
                case I32 -> chunk.asIntBuffer().put(tensor.ints(), done, count);
                case U8, BOOL -> chunk.put(0, tensor.bytes(), done, count);
            }
            drain(channel, chunk.limit(count * width));
            done += count;
        }
    }

    private static Element element(HostTensor tensor) {
        return switch (tensor.type().dtype()) {
            case F32 -> Element.F32;
            case F64 -> Element.F64;
            case I32 -> Element.I32;
            case U8 -> Element.U8;
            case BOOL -> Element.BOOL;
        };
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
