package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Backend;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.contribution.About;
import org.fascicle.data.Batch;
import org.fascicle.datasets.Xor;
import org.fascicle.graph.Graph;
import org.fascicle.initializers.Zeros;
import org.fascicle.losses.Quadratic;
import org.fascicle.nn.Layer;
import org.fascicle.optimizers.Adam;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TenLinesTest {
    private static final Path PROGRAM = Path.of("tests/plugins/ten-lines/TenLines.java");

    @Test
    void the_program_learns_exclusive_or_on_a_plain_class_path() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-cp", classPath(),
                PROGRAM.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(process.getInputStream().readAllBytes()).strip();
        assertEquals(0, process.waitFor(), printed);
        double[] corners = Stream.of(printed.substring(1, printed.length() - 1).split(", "))
                .mapToDouble(Double::parseDouble).toArray();
        assertArrayEquals(new double[] {0, 1, 1, 0}, corners, 0.1);
    }

    /** What it needs, and nothing else. */
    private static String classPath() {
        return Stream.of(Graph.class, Tensor.class, About.class, Layer.class, Batch.class, Backend.class, Learner.class,
                CpuBackend.class, Tanh.class, Zeros.class, Dense.class, Quadratic.class, Adam.class, Xor.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())))
                .distinct().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void the_program_has_ten_lines() throws Exception {
        String source = Files.readString(PROGRAM);
        String body = source.substring(source.indexOf("{\n") + 2);
        assertEquals(10, body.lines().filter(line -> !line.strip().equals("}")).count());
    }

    @Test
    void its_page_shows_it_as_it_is() throws Exception {
        assertTrue(Files.readString(Path.of("docs/ten-lines.md"))
                .contains("```java\n" + Files.readString(PROGRAM) + "```\n"));
    }
}
