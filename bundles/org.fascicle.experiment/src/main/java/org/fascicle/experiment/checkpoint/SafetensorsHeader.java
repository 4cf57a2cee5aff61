package org.fascicle.experiment.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Shape;

/**
 * The header of a safetensors file.
 *
 * @param entries where each tensor lies, in the order of the header
 * @param metadata free text by name
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    /** The key of the metadata among the names of tensors. */
    static final String METADATA = "__metadata__";
    /** Bytes of a header that readers of this format accept. */
    static final int LONGEST = 100_000_000;
    private static final int ALIGNMENT = 8;

    /** Element types of the format that have a counterpart here. */
    enum Element {
        F64(8), I64(8), F32(4), I32(4), F16(2), BF16(2), U8(1), BOOL(1);

        private final int bytes;

        Element(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    /**
     * A tensor in the file.
     *
     * @param element type of its elements
     * @param shape its extents
     * @param begin first byte, counted from the end of the header
     * @param end byte behind the last
     */
    record Entry(Element element, Shape shape, long begin, long end) {
    }

    /** The header as bytes, with spaces at its end so that the values begin at a multiple of 8. */
    byte[] toBytes() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        entries.forEach((name, entry) -> {
            ObjectNode node = root.putObject(name).put("dtype", entry.element.name());
            ArrayNode shape = node.putArray("shape");
            entry.shape.sizes().forEach(size -> shape.add(size.intValue()));
            node.putArray("data_offsets").add(entry.begin).add(entry.end);
        });
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * A header from its bytes.
     *
     * @param available bytes of values that the file has
     * @throws IllegalArgumentException with what is wrong
     */
    static SafetensorsHeader of(byte[] json, long available) {
        JsonNode root;
        try {
            root = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readTree(json);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("its header is not JSON: " + notJson.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("an array of bytes can always be read", impossible);
        }
        require(root.isObject(), "its header is no JSON object");
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (field.getKey().equals(METADATA)) {
                field.getValue().properties().forEach(text -> {
                    require(text.getValue().isTextual(), "the metadata " + text.getKey() + " is no text");
                    metadata.put(text.getKey(), text.getValue().textValue());
                });
            } else {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue(), available));
            }
        });
        requireContiguous(entries, available);
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, JsonNode node, long available) {
        String tensor = "the tensor " + name;
        String dtype = node.path("dtype").asText();
        Element element = Arrays.stream(Element.values()).filter(one -> one.name().equals(dtype)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(tensor + " has elements of type "
                        + (dtype.isEmpty() ? "nothing" : dtype) + ", not of " + Arrays.toString(Element.values())));
        JsonNode sizes = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        require(sizes.isArray(), tensor + " has no shape");
        require(offsets.isArray() && offsets.size() == 2 && offsets.get(0).canConvertToLong()
                && offsets.get(1).canConvertToLong(), tensor + " has no data_offsets");
        List<Integer> extents = new ArrayList<>();
        sizes.forEach(size -> {
            require(size.isIntegralNumber() && size.canConvertToInt() && size.intValue() >= 0,
                    tensor + " has an extent of " + size);
            extents.add(size.intValue());
        });
        Shape shape = new Shape(extents);
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        long elements;
        try {
            elements = shape.elements();
        } catch (ArithmeticException huge) {
            throw new IllegalArgumentException(tensor + " has the shape " + shape + ", more than " + Integer.MAX_VALUE
                    + " elements");
        }
        require(begin >= 0 && end >= begin && end <= available, tensor + " lies at " + begin + " to " + end
                + " of the values, of which there are " + available + " bytes");
        require(end - begin == elements * element.bytes(), tensor + " is " + dtype + shape + ", "
                + elements * element.bytes() + " bytes, but takes " + (end - begin));
        return new Entry(element, shape, begin, end);
    }

    /** The format has neither holes nor overlaps, so that nothing can hide in a file. */
    private static void requireContiguous(Map<String, Entry> entries, long available) {
        long end = 0;
        for (Map.Entry<String, Entry> next : entries.entrySet().stream().sorted(Comparator
                .<Map.Entry<String, Entry>>comparingLong(entry -> entry.getValue().begin)
                .thenComparingLong(entry -> entry.getValue().end)).toList()) {
            require(next.getValue().begin == end, "the tensor " + next.getKey() + " begins at byte "
                    + next.getValue().begin + " of the values, where the one before ends at " + end);
            end = next.getValue().end;
        }
        require(end == available, "its tensors take " + end + " bytes, but " + available + " follow the header");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
