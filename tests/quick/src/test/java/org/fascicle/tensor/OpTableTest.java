package org.fascicle.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Region;
import org.fascicle.testkit.Draw.Sizing;
import org.fascicle.testkit.GradientCheck;
import org.fascicle.testkit.OpRow;
import org.fascicle.testkit.OpSample;
import org.fascicle.testkit.OpTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operation against numbers that were worked out without it, and its derivatives against finite differences. */
class OpTableTest {
    private static final int SAMPLES = 3;

    @TestFactory
    Stream<DynamicTest> f64_is_what_independent_numbers_say() {
        return each(DType.F64, row -> {
            for (Sizing sizing : Sizing.values()) {
                forward(row, row.dtypes().contains(DType.F64) ? DType.F64 : row.dtypes().iterator().next(), sizing);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> every_other_element_type_is_too() {
        return each(null, row -> row.dtypes().stream().filter(dtype -> dtype != DType.F64)
                .forEach(dtype -> forward(row, dtype, Sizing.PRIMES)));
    }

    @TestFactory
    Stream<DynamicTest> derivatives_are_what_central_differences_say() {
        return smooth(row -> {
            for (int number = 0; number < SAMPLES; number++) {
                OpSample sample = row.sample(DType.F64, Sizing.SMALL, number);
                GradientCheck.check(sample.expression(), sample.operands());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> derivatives_of_derivatives_are_too() {
        return smooth(row -> {
            for (int number = 0; number < SAMPLES; number++) {
                OpSample sample = row.sample(DType.F64, Sizing.SMALL, number);
                GradientCheck.checkSecond(sample.expression(), sample.operands());
            }
        });
    }

    @Test
    void every_operation_has_a_row() {
        Set<Class<?>> met = new HashSet<>();
        for (OpRow row : OpTable.rows()) {
            for (int number = 0; number < SAMPLES; number++) {
                meet(row.sample(row.dtypes().iterator().next(), Sizing.PRIMES, number).graph(), met);
            }
        }
        List<String> missing = new ArrayList<>();
        operations(Op.class, met, missing);
        assertEquals(List.of("Fusion"), missing, "this one is made by the compiler");
    }

    private static void meet(Graph graph, Set<Class<?>> met) {
        for (Node node : graph.nodes()) {
            met.add(node.op().getClass());
            if (node.op() instanceof Region region) {
                meet(region.body(), met);
            }
        }
    }

    private static void operations(Class<?> family, Set<Class<?>> met, List<String> missing) {
        if (family.isSealed()) {
            for (Class<?> member : family.getPermittedSubclasses()) {
                operations(member, met, missing);
            }
        } else if (!met.contains(family)) {
            missing.add(family.getSimpleName());
        }
    }

    private static void forward(OpRow row, DType dtype, Sizing sizing) {
        for (int number = 0; number < SAMPLES; number++) {
            OpSample sample = row.sample(dtype, sizing, number);
            Graph graph = sample.graph().verify();
            HostTensor result = Interpreter.run(graph, sample.inputs()).get("y0");
            double[] scale = Interpreter.run(graph, sample.absoluteInputs()).get("y0").toDoubles();
            double[] expected = sample.expectedValues();
            assertEquals(expected.length, result.elements(), graph::toString);
            for (int i = 0; i < expected.length; i++) {
                boolean near = result.type().dtype() == DType.F64
                        ? row.tolerance().holdsInDoubles(result.get(i), expected[i], scale[i])
                        : row.tolerance().holds(result.get(i), expected[i], scale[i]);
                int place = i;
                assertTrue(near, () -> "element " + place + " is " + result.get(place) + ", not " + expected[place]
                        + "\n" + graph);
            }
        }
    }

    private static Stream<DynamicTest> each(DType dtype, Consumer<OpRow> test) {
        return OpTable.rows().stream().filter(row -> dtype == null || row.dtypes().contains(dtype))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> test.accept(row)));
    }

    private static Stream<DynamicTest> smooth(Consumer<OpRow> test) {
        return OpTable.rows().stream().filter(row -> row.differentiable() && row.dtypes().contains(DType.F64))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> test.accept(row)));
    }
}
