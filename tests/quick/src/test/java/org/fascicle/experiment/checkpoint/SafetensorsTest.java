package org.fascicle.experiment.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    /** A file as the format describes it: the length of the header, the header, the values. */
    private static byte[] bytes(String header, String values) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
        out.writeBytes(json);
        out.writeBytes(HexFormat.of().parseHex(values.replace(" ", "")));
        return out.toByteArray();
    }

    private Safetensors read(String header, String values) throws Exception {
        return Safetensors.read(Files.write(file, bytes(header, values)));
    }

    private String refusal(byte[] content) throws Exception {
        Files.write(file, content);
        String message = assertThrows(CorruptFileException.class, () -> Safetensors.read(file)).getMessage();
        assertTrue(message.startsWith(file + " is "), message);
        return message;
    }

    private String refusal(String header, String values) throws Exception {
        return refusal(bytes(header, values));
    }

    @Test
    void a_file_made_by_hand_is_read() throws Exception {
        Safetensors content = read("{\"__metadata__\":{\"made\":\"by hand\"},"
                + "\"b\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[24,40]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                + "\"d\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[16,24]},"
                + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[40,44]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[44,46]},"
                + "\"t\":{\"dtype\":\"BOOL\",\"shape\":[1,2],\"data_offsets\":[46,48]},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[48,48]}}   ",
                "0000803f 000000c0 0000003f 00000080"   // 1, -2, 0.5, -0
                + "182d4454fb210940"                    // pi
                + "ffffffffffffffff ffffff7f00000000"   // -1, 2147483647
                + "00000080" + "00ff" + "0001");
        Map<String, HostTensor> expected = new LinkedHashMap<>();
        expected.put("b", HostTensor.of(Shape.of(2), -1, Integer.MAX_VALUE));
        expected.put("a", HostTensor.of(Shape.of(2, 2), 1f, -2f, 0.5f, -0f));
        expected.put("d", HostTensor.of(Shape.SCALAR, Math.PI));
        expected.put("i", HostTensor.of(Shape.of(1), Integer.MIN_VALUE));
        expected.put("u", new HostTensor(TensorType.of(DType.U8, 2), new byte[] {0, -1}));
        expected.put("t", new HostTensor(TensorType.of(DType.BOOL, 1, 2), new byte[] {0, 1}));
        expected.put("none", HostTensor.zeros(TensorType.of(DType.F32, 0, 3)));
        assertEquals(expected, content.tensors());
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(content.tensors().keySet()));
        assertEquals(Map.of("made", "by hand"), content.metadata());
    }

    @Test
    void half_precision_is_read_as_the_f32_of_the_same_value() throws Exception {
        // 1, -2, 65504 (the largest half), 2^-24 (the smallest), and 1, -2, 2^127, 2^-133 as bfloat16
        Safetensors content = read("{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[8,16]}}",
                "003c 00c0 ff7b 0100" + "803f 00c0 007f 0100");
        assertEquals(HostTensor.of(Shape.of(4), 1f, -2f, 65504f, 0x1p-24f), content.tensors().get("h"));
        assertEquals(HostTensor.of(Shape.of(4), 1f, -2f, 0x1p127f, 0x1p-133f), content.tensors().get("b"));
    }

    @Test
    void a_file_is_written_as_the_format_says() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("u", new HostTensor(TensorType.of(DType.U8, 1), new byte[] {7}));
        tensors.put("w", HostTensor.of(Shape.of(1, 2), 1f, -2f));
        new Safetensors(tensors, Map.of("k", "v")).write(file);
        // The widest elements lie first; spaces fill the header up to a multiple of 8 bytes.
        String header = "{\"__metadata__\":{\"k\":\"v\"},\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        assertArrayEquals(bytes(padded, "0000803f000000c0 07"), Files.readAllBytes(file));
    }

    @Test
    void what_is_written_reads_as_equal_to_the_last_bit() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        float[] floats = new float[600_001];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(i * 7159 + 1);
        }
        floats[5] = Float.intBitsToFloat(0x7fc00123);
        tensors.put("parameter/0.weight", new HostTensor(TensorType.of(DType.F32, floats.length), floats));
        tensors.put("doubles", HostTensor.of(Shape.of(3), Double.MIN_VALUE, Double.NEGATIVE_INFINITY, -0.0));
        tensors.put("whole", HostTensor.of(Shape.of(2), Integer.MIN_VALUE, Integer.MAX_VALUE));
        tensors.put("bytes", new HostTensor(TensorType.of(DType.U8, 3), new byte[] {-1, 0, 127}));
        tensors.put("truth", new HostTensor(TensorType.of(DType.BOOL, 1), new byte[] {1}));
        tensors.put("ein \"Name\" mit ü", HostTensor.zeros(TensorType.of(DType.F32)));
        Safetensors content = new Safetensors(tensors, Map.of("note", "line 1\nline 2"));
        content.write(file);
        Safetensors read = Safetensors.read(file);
        assertEquals(content, read);
        float[] back = read.tensors().get("parameter/0.weight").floats();
        for (int i = 0; i < floats.length; i++) {
            assertEquals(Float.floatToRawIntBits(floats[i]), Float.floatToRawIntBits(back[i]));
        }
        new Safetensors(Map.of(), Map.of()).write(file);
        assertEquals(new Safetensors(Map.of(), Map.of()), Safetensors.read(file));
    }

    @Test
    void a_file_that_is_cut_off_anywhere_is_told() throws Exception {
        new Safetensors(Map.of("a", HostTensor.of(Shape.of(3), 1f, 2f, 3f)), Map.of("k", "v")).write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            String message = refusal(Arrays.copyOf(whole, length));
            assertTrue(message.endsWith("; fetch or make the file again"), message);
        }
        refusal(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void what_is_wrong_is_named() throws Exception {
        String one = "\"data_offsets\":[0,4]}}";
        assertTrue(refusal("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4]," + one, "00000000")
                .contains("the tensor a has elements of type F8_E4M3, not of [F64, "));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]," + one, "00000000")
                .contains("the tensor a is F32[2], 8 bytes, but takes 4"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]," + one, "00000000").contains("an extent of -1"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5]," + one, "00000000")
                .contains("an extent of 1.5"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536]," + one, "00000000")
                .contains("more than 2147483647 elements"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647]," + one, "00000000")
                .contains("more than 2147483647 elements"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\"," + one, "00000000").contains("the tensor a has no shape"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "00000000").contains("has no data_offsets"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}",
                "00000000").contains("of which there are 4 bytes"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "00000000")
                .contains("the tensor a lies at -4 to 0"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "0000000000000000")
                .contains("the tensor a begins at byte 4 of the values, where the one before ends at 0"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "00000000")
                .contains("the tensor b begins at byte 0 of the values, where the one before ends at 4"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[4]," + one, "0000000000")
                .contains("its tensors take 4 bytes, but 5 follow the header"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "").contains("Duplicate"));
        assertTrue(refusal("{} {}", "").contains("its header is not JSON"));
        assertTrue(refusal("[]", "").contains("its header is no JSON object"));
        assertTrue(refusal("{\"a\":3}", "").contains("the tensor a has elements of type nothing"));
        assertTrue(refusal("{\"__metadata__\":{\"k\":1}}", "").contains("the metadata k is no text"));
        assertTrue(refusal("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[0,1]}}", "02")
                .contains("the tensor a holds the truth value 2"));
        assertTrue(refusal("PK\3\4 some archive, not tensors".getBytes(StandardCharsets.UTF_8))
                .contains("no safetensors file"));
    }

    @Test
    void a_wide_integer_that_does_not_fit_is_told_with_the_remedy() throws Exception {
        assertTrue(refusal("{\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "0000008000000000")
                .endsWith("the tensor n holds 2147483648, which is no 32-bit integer; "
                        + "convert the tensor to I32 or F64"));
    }

    @Test
    void a_flipped_bit_in_the_header_is_refused_or_changes_a_name() throws Exception {
        new Safetensors(Map.of("a", HostTensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f)), Map.of()).write(file);
        byte[] whole = Files.readAllBytes(file);
        int header = whole.length - 24;
        for (int bit = 0; bit < header * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertEquals(24, Safetensors.read(file).tensors().values().stream().mapToLong(
                        tensor -> tensor.type().bytes()).sum());
            } catch (CorruptFileException told) {
                assertTrue(told.getMessage().startsWith(file + " is "), told.getMessage());
            }
        }
    }

    @Test
    void what_was_there_stays_when_writing_fails() throws Exception {
        Files.writeString(file, "before");
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, channel -> {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            throw new IllegalStateException("full");
        }));
        assertEquals("before", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void a_checkpoint_keeps_the_one_before_it_and_a_disk_that_is_full_costs_neither() throws Exception {
        Path before = folder.resolve("before");
        Checkpoint first = new Checkpoint("digits-1", 1, 1, 10, 0, Map.of("a", HostTensor.of(Shape.of(1), 1f)));
        Checkpoint second = new Checkpoint("digits-1", 1, 2, 20, 0, Map.of("a", HostTensor.of(Shape.of(1), 2f)));
        first.write(file, before);
        assertFalse(Files.exists(before));
        second.write(file, before);
        assertThrows(IOException.class, () -> AtomicFile.write(file, before, channel -> {
            channel.write(ByteBuffer.wrap(new byte[10]));
            throw new IOException("no space left on device");
        }));
        assertEquals(second, Checkpoint.read(file));
        assertEquals(first, Checkpoint.read(before));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(Set.of(before, file), left.collect(Collectors.toSet()));
        }
    }

    @Test
    void a_value_of_a_checkpoint_that_changed_on_the_disk_is_seen() throws Exception {
        new Checkpoint("digits-1", 1, 1, 10, 0, Map.of("a", HostTensor.of(Shape.of(3), 1, 2, 3),
                "b", HostTensor.of(Shape.of(70_000), new float[70_000]))).write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int place : new int[] {1, 4 * 70_000 - 4, 4 * 70_000 + 12}) {
            byte[] changed = bytes.clone();
            changed[bytes.length - place] ^= 64;
            Files.write(file, changed);
            assertEquals(file + " is corrupt: its values are not those that were written; take another checkpoint",
                    assertThrows(CorruptFileException.class, () -> Checkpoint.read(file)).getMessage());
        }
    }

    @Test
    void a_checkpoint_reads_as_it_was_written() throws Exception {
        Checkpoint checkpoint = new Checkpoint("digits-1", -5, 3, 375, 128, Map.of("parameter/0.weight",
                HostTensor.of(Shape.of(2), 1f, 2f)));
        checkpoint.write(file);
        assertEquals(checkpoint, Checkpoint.read(file));
        List<String> refusals = new ArrayList<>();
        for (Map<String, String> metadata : List.of(Map.<String, String>of(), Map.of("fascicle.checkpoint", "2"),
                Map.of("fascicle.checkpoint", "1", "run", "a", "seed", "x"))) {
            new Safetensors(Map.of(), metadata).write(file);
            refusals.add(assertThrows(CorruptFileException.class, () -> Checkpoint.read(file)).getMessage());
        }
        assertEquals(List.of(file + " is no checkpoint: its metadata have no fascicle.checkpoint; "
                + "name a checkpoint that Fascicle wrote",
                file + " is a checkpoint in version 2, and this Fascicle reads 1; use the Fascicle that wrote it, or "
                + "a newer one",
                file + " is corrupt: its metadata say x for seed; take another checkpoint"), refusals);
    }
}
