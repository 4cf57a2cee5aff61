package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.Graph;
import org.fascicle.tensor.Tensor;
import org.fascicle.testkit.Tolerance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of a result depend on the inputs alone. */
class BitsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void any_number_of_threads_gives_the_same_bits(int threads) {
        assertEquals(Fingerprint.lines(1, 1), Fingerprint.lines(threads, 1));
    }

    @Test
    void compiled_code_gives_the_bits_of_the_interpreter() throws Exception {
        List<String> interpreted = inProcess(1, "-Xint");
        assertEquals(interpreted, Fingerprint.lines(2, 400));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256})
    void vectors_of_any_width_give_the_same_bits(int width) throws Exception {
        assertEquals(Fingerprint.lines(1, 1), inProcess(1, "-Dfascicle.cpu.vector=" + width));
    }

    private static List<String> inProcess(int threads, String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), option, "--add-modules",
                "jdk.incubator.vector", "-cp", classPath(), Fingerprint.class.getName(), String.valueOf(threads), "1"));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        return lines;
    }

    private static String classPath() {
        return Stream.of(Fingerprint.class, CpuBackend.class, Graph.class, Tensor.class, Compiler.class, Backend.class,
                Interpreter.class, Tolerance.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())))
                .distinct().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
