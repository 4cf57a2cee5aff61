package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.compiler.Compiler;
import org.fascicle.contribution.ContributionType;
import org.fascicle.data.Batch;
import org.fascicle.graph.Graph;
import org.fascicle.nn.Layer;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of a result depend on its inputs alone. */
class SameBitsTest {
    private static final int HOT_RUNS = 3000;

    @Test
    void interpreted_code_gives_the_bits_of_compiled_code() throws IOException, InterruptedException {
        assertEquals(here(), elsewhere("-Xint"));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectors_of_any_width_give_the_same_bits(int width) throws IOException, InterruptedException {
        assertEquals(here(), elsewhere("-D" + Lanes.PROPERTY + "=" + width));
    }

    /** From the first, interpreted run to those that the JIT has compiled. */
    @TestFactory
    Stream<DynamicTest> the_bits_stay_while_the_code_is_compiled() {
        return Bits.cases().entrySet().stream().map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
            try (Execution execution = new Execution(one.getValue().graph(), 2)) {
                execution.write(one.getValue().inputs());
                execution.run();
                long first = Bits.sum(execution.outputs());
                for (int run = 1; run <= HOT_RUNS; run++) {
                    execution.run();
                    if (run % 100 == 0) {
                        assertEquals(first, Bits.sum(execution.outputs()), "run " + run);
                    }
                }
            }
        }));
    }

    private static Map<String, Long> here() {
        Map<String, Long> sums = new LinkedHashMap<>();
        Bits.cases().forEach((name, one) -> sums.put(name, Bits.sum(Execution.once(one.graph(), 2, one.inputs()))));
        return sums;
    }

    private static Map<String, Long> elsewhere(String option) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, option, "--add-modules", "jdk.incubator.vector", "-cp", classPath(),
                Bits.class.getName(), "1");
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        Map<String, Long> sums = new LinkedHashMap<>();
        output.lines().forEach(line -> sums.put(line.substring(0, line.lastIndexOf(' ')),
                Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))));
        return sums;
    }

    /** Where the classes that run there were loaded from here. */
    private static String classPath() {
        return Stream.of(Bits.class, CpuBackend.class, Backend.class, Compiler.class, Graph.class, Tensor.class,
                Layer.class, Batch.class, ContributionType.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath()).distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
