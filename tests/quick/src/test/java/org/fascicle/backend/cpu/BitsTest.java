package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.contribution.ContributionType;
import org.fascicle.data.Batch;
import org.fascicle.graph.Graph;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;
import org.fascicle.testkit.BackendRun;
import org.fascicle.testkit.Tolerance;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of a result depend on its inputs alone. */
class BitsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void any_number_of_threads_gives_the_same_bits(int threads) {
        assertEquals(Bits.lines(1), Bits.lines(threads));
    }

    @Test
    void compiled_code_gives_the_bits_of_the_interpreter() throws IOException, InterruptedException {
        assertEquals(elsewhere("-Xint"), Bits.lines(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectors_of_any_width_give_the_same_bits(int width) throws IOException, InterruptedException {
        assertEquals(Bits.lines(2), elsewhere("-D" + Lanes.PROPERTY + "=" + width));
    }

    /** From the first, interpreted run to those that the JIT has compiled. */
    @TestFactory
    Stream<DynamicTest> the_bits_stay_while_the_code_is_compiled() {
        return Bits.cases().entrySet().stream().map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
            Bits.Case bits = one.getValue();
            try (BackendRun run = CpuRun.of(bits.graph(), 2, bits.inputs())) {
                run.step();
                long first = Bits.sum(run.outputs());
                for (int step = 1; step <= bits.hotRuns(); step++) {
                    run.step();
                    if (step % 100 == 0) {
                        assertEquals(first, Bits.sum(run.outputs()), "step " + step);
                    }
                }
            }
        }));
    }

    private static List<String> elsewhere(String option) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, option, "--add-modules", "jdk.incubator.vector", "-cp", classPath(),
                Bits.class.getName());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }

    /** Where the classes that run there were loaded from here. */
    private static String classPath() {
        return Stream.of(Bits.class, CpuBackend.class, Backend.class, Compiler.class, Graph.class, Tensor.class,
                Layer.class, Batch.class, ContributionType.class, Interpreter.class, Tolerance.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath()).distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
