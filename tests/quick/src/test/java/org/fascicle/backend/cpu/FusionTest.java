package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.Fusion;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.Test;

class FusionTest {
    /** Every way of repeating up to four axes, with rows longer and shorter than a tile and a vector. */
    @Test
    void operands_are_repeated_along_any_axes() {
        for (Shape shape : List.of(Shape.of(3, 5, 2, 7), Shape.of(2, 3, 17, 33), Shape.of(1, 2, 3, 1500),
                Shape.of(2, 1200, 1, 2), Shape.of(1300, 1, 1, 3))) {
            for (int repeated = 0; repeated < 16; repeated++) {
                Shape from = shape;
                for (int axis = 0; axis < 4; axis++) {
                    from = (repeated >> axis & 1) == 1 ? from.with(axis, 1) : from;
                }
                for (DType dtype : List.of(DType.F32, DType.I32, DType.U8)) {
                    TensorType small = new TensorType(dtype, from);
                    TensorType large = new TensorType(dtype, shape);
                    Graph graph = Trace.of(List.of(small, large), tensors -> List.of(
                            Tensor.where(tensors.get(0).lessThan(tensors.get(1)), tensors.get(0), tensors.get(1))));
                    check(graph, List.of(values(small), values(large)));
                }
            }
        }
    }

    @Test
    void what_is_computed_from_single_elements_is_the_same_in_every_tile() {
        TensorType type = TensorType.of(DType.F32, 5000);
        TensorType one = TensorType.of(DType.F32, 1);
        Graph graph = Trace.of(List.of(type, one, one), tensors -> {
            Tensor a = tensors.get(1).broadcastTo(type.shape());
            Tensor b = tensors.get(2).broadcastTo(type.shape());
            Tensor x = tensors.get(0);
            return List.of(x.plus(a.times(b)).times(a.plus(1)).plus(b.exp()).plus(x.tanh().over(a.times(b))));
        });
        check(graph, List.of(values(type), HostTensor.of(Shape.of(1), 1.5f), HostTensor.of(Shape.of(1), -0.7f)));
    }

    /** Results that replace operands, which later instructions of the same pass still read. */
    @Test
    void an_operand_is_replaced_only_behind_its_last_reader() {
        TensorType type = TensorType.of(DType.F32, 3000);
        Emitter emitter = new Emitter();
        Tensor a = new Tensor(emitter.input("a", type), emitter);
        Tensor b = new Tensor(emitter.input("b", type), emitter);
        Tensor sum = a.plus(b);
        Tensor wave = sum.sin();
        emitter.output("a'", wave.node());
        emitter.output("b'", a.times(wave).plus(b.sin()).node());
        emitter.alias("a", "a'");
        emitter.alias("b", "b'");
        Graph graph = emitter.graph();
        HostTensor first = values(type);
        HostTensor second = HostTensor.zeros(type);
        for (int i = 0; i < 3000; i++) {
            second.set(i, i / 1000.0);
        }
        List<HostTensor> found = CpuRun.once(graph, 2, List.of(first, second));
        for (int i = 0; i < 3000; i++) {
            float x = first.floats()[i];
            float y = second.floats()[i];
            assertEquals(Math.sin(x + y), found.get(0).get(i), 1e-6);
            assertEquals(x * Math.sin(x + y) + Math.sin(y), found.get(1).get(i), 1e-5);
        }
    }

    @Test
    void a_chain_becomes_one_fusion_and_what_it_cannot_do_is_refused() {
        TensorType type = TensorType.of(DType.F32, 4, 6);
        Graph graph = Trace.of(List.of(type, TensorType.of(DType.F32, 6)), tensors -> List.of(
                tensors.get(0).plus(tensors.get(1)).relu().times(2).tanh()));
        CpuBackend backend = new CpuBackend();
        List<Node> fusions = new Compiler(backend).lower(graph).nodes().stream()
                .filter(node -> node.op() instanceof Fusion).toList();
        assertEquals(1, fusions.size());
        assertTrue(backend.supports(fusions.getFirst()));
        Emitter emitter = new Emitter();
        Node wide = emitter.input("x", TensorType.of(DType.F64, 2));
        assertFalse(backend.supports(emitter.add(wide, wide)));
    }

    @Test
    void nothing_is_written_beside_a_result() {
        // neighbours in the arena, none of which fills its last vector
        TensorType type = TensorType.of(DType.F32, 21);
        Graph graph = Trace.of(List.of(type, TensorType.of(DType.BOOL, 21)), tensors -> List.of(tensors.get(0).plus(1),
                tensors.get(0).times(2), tensors.get(0).lessThan(0), Tensor.where(tensors.get(1), tensors.get(0),
                        tensors.get(0).negate()), tensors.get(0).reshape(3, 7).sumKeeping(0),
                tensors.get(0).reshape(3, 7).swapAxes(0, 1), tensors.get(0).reshape(3, 7)
                        .matmul(tensors.get(0).reshape(7, 3))));
        HostTensor truths = HostTensor.zeros(TensorType.of(DType.BOOL, 21));
        truths.set(4, 1);
        check(graph, List.of(values(type), truths));
    }

    private static void check(Graph graph, List<HostTensor> inputs) {
        Iterator<HostTensor> expected = Interpreter.run(graph, BackendRun.named(graph, inputs)).values().iterator();
        for (HostTensor output : CpuRun.once(graph, 2, inputs)) {
            double[] right = expected.next().toDoubles();
            assertArrayEquals(right, output.toDoubles(), 1e-5, graph::toString);
        }
    }

    private static HostTensor values(TensorType type) {
        ThreefryRandom random = ThreefryRandom.of(type.shape().elements(), "fusion");
        HostTensor values = HostTensor.zeros(type);
        for (int i = 0; i < values.elements(); i++) {
            values.set(i, type.dtype() == DType.F32 ? random.uniform(-3, 3) : random.below(200));
        }
        return values;
    }
}
