package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fascicle.graph.op.Op;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which operands fit, which do not, and what is said then. */
class ShapeRulesTest {
    private record Refusal(String message, List<TensorType> operands, Function<List<Tensor>, Tensor> asked) {
    }

    private static final TensorType F23 = TensorType.of(DType.F32, 2, 3);
    private static final TensorType F4 = TensorType.of(DType.F32, 4);
    private static final TensorType I2 = TensorType.of(DType.I32, 2);
    private static final TensorType B3 = TensorType.of(DType.BOOL, 3);

    @TestFactory
    Stream<DynamicTest> misfits_are_refused_with_what_came_and_what_to_do() {
        return Stream.of(
                refusal("add cannot take f32[2,3] and f32[4]: shapes aligned at the last axis must agree, or be 1; "
                        + "reshape one of them", x -> x.get(0).plus(x.get(1)), F23, F4),
                refusal("add cannot take f32[2,3] and i32[2]: element types differ; cast one of them",
                        x -> x.get(0).plus(x.get(1)), F23, I2),
                refusal("add cannot take bool[3] and bool[3]: it is not defined on bool; cast the operands",
                        x -> x.get(0).plus(x.get(0)), B3),
                refusal("and cannot take f32[4] and f32[4]: it is not defined on f32; cast the operands",
                        x -> x.get(0).and(x.get(0)), F4),
                refusal("tanh cannot take i32[2]: it takes one operand of a type it is defined on; cast it",
                        x -> x.get(0).tanh(), I2),
                refusal("select cannot take f32[4] and f32[4] and f32[4]: it takes a bool and two operands of one "
                        + "type, all of one shape; broadcast or cast them",
                        x -> Tensor.where(x.get(0), x.get(0), x.get(0)), F4),
                refusal("sum cannot take bool[3]: it takes one operand of numbers; cast it",
                        x -> x.get(0).sumKeeping(0), B3),
                refusal("sum cannot take f32[2,3]: there is no axis 2; axes count from 0",
                        x -> emit(x, new ReduceSum(List.of(2))), F23),
                refusal("sum cannot take f32[2,3]: [1, 1] names an axis twice; name each axis once",
                        x -> x.get(0).sumKeeping(1, -1), F23),
                refusal("reshape cannot take f32[2,3]: it keeps the number of elements, and [4] has 4",
                        x -> x.get(0).reshape(4), F23),
                refusal("broadcast cannot take f32[2,3]: each extent must be 1 or that of [2,4]",
                        x -> x.get(0).broadcastTo(Shape.of(2, 4)), F23),
                refusal("broadcast cannot take f32[2,3]: it cannot become [3]; reduce or reshape it",
                        x -> x.get(0).broadcastTo(Shape.of(3)), F23),
                refusal("transpose cannot take f32[2,3]: [0, 0] does not name each axis once",
                        x -> x.get(0).transpose(0, 0), F23),
                refusal("slice cannot take f32[4]: it must lie inside, and asks for starts=[1] limits=[5] strides=[1]",
                        x -> x.get(0).slice(0, 1, 5), F4),
                refusal("slice cannot take f32[4]: it must lie inside, and asks for starts=[3] limits=[2] strides=[1]",
                        x -> x.get(0).slice(0, 3, 2), F4),
                refusal("pad cannot take f32[4]: it takes amounts of at least 0 for each axis, not "
                        + "low=[-1] high=[0] interior=[0] value=0.0", x -> x.get(0).pad(0, -1, 0, 0), F4),
                refusal("pad cannot take f32[2,3]: it takes amounts of at least 0 for each axis, not "
                        + "low=[1] high=[1] interior=[0] value=0.0",
                        x -> emit(x, new Pad(List.of(1), List.of(1), List.of(0), 0)), F23),
                refusal("concatenate cannot take f32[2,3] and f32[4]: all must agree but for axis 0",
                        x -> Tensor.concatenate(0, x), F23, F4),
                refusal("concatenate cannot take i32[2] and f32[4]: all must agree but for axis 0",
                        x -> Tensor.concatenate(0, x), I2, F4),
                refusal("gather cannot take f32[2,3] and f32[4]: it takes rows [n, row…] and i32 numbers of rows",
                        x -> x.get(0).gather(x.get(1)), F23, F4),
                refusal("scatter-add cannot take i32[2] and f32[4]: it takes i32 numbers [index…] and rows "
                        + "[index…, row…]", x -> emit(x, new ScatterAdd(5)), I2, F4),
                refusal("matrix product cannot take f32[2,3] and f32[4]: it takes [batch…, m, k] and [batch…, k, n] of "
                        + "one element type; the inner extents must agree", x -> x.get(0).matmul(x.get(1)), F23, F4),
                refusal("matrix product cannot take f32[2,2,3] and f32[4,3,2]: the axes before the last two must "
                        + "agree, or be 1; reshape one of them", x -> x.get(0).matmul(x.get(1)),
                        TensorType.of(DType.F32, 2, 2, 3), TensorType.of(DType.F32, 4, 3, 2)),
                refusal("random-bits cannot take i32[3] and i32[]: it takes a key i32[2] and a counter i32[], and may "
                        + "take the number of its first element i32[]",
                        x -> new RandomStream(x.get(0), x.get(1)).bits(Shape.of(1)),
                        TensorType.of(DType.I32, 3), TensorType.of(DType.I32)),
                refusal("constant cannot take f32[4]: 3 values do not fill it",
                        x -> x.get(0).constant(F4, List.of(1.0, 2.0, 3.0)), F4),
                refusal("iota cannot take bool[3]: it counts numbers along one of the axes, not 0",
                        x -> x.get(0).iota(B3, 0), F4))
                .map(refusal -> DynamicTest.dynamicTest(refusal.message(), () -> assertEquals(refusal.message(),
                        assertThrows(ShapeException.class, () -> Trace.of(refusal.operands(),
                                tensors -> List.of(refusal.asked().apply(tensors)))).getMessage())));
    }

    @Test
    void the_layer_is_named_where_there_is_one_and_the_parts_of_the_message_are_data() {
        Emitter emitter = new Emitter();
        Tensor x = new Tensor(emitter.input("x", F23), emitter);
        Tensor y = new Tensor(emitter.input("y", F4), emitter);
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> emitter.within("encoder.2", () -> x.matmul(y)));
        assertEquals("encoder.2", misfit.path());
        assertEquals("matrix product", misfit.op());
        assertEquals(List.of(F23, F4), misfit.operands());
        assertEquals("the inner extents must agree", misfit.hint());
        assertEquals("encoder.2: matrix product cannot take f32[2,3] and f32[4]: it takes [batch…, m, k] and "
                + "[batch…, k, n] of one element type; the inner extents must agree", misfit.getMessage());
        ShapeException direct = assertThrows(ShapeException.class,
                () -> emitter.within("0", () -> emitter.add(x.node(), y.node())));
        assertEquals("0: add cannot take f32[2,3] and f32[4]: both operands must have the same element type and shape; "
                + "broadcast or cast one of them", direct.getMessage());
    }

    @Test
    void results_have_the_shapes_of_the_definitions() {
        assertShape("[2,5,4]", x -> x.matmul(x.constant(TensorType.of(DType.F32, 3, 4), 0)), 2, 5, 3);
        assertShape("[7,5,4]", x -> x.matmul(x.constant(TensorType.of(DType.F32, 7, 3, 4), 0)), 1, 5, 3);
        assertShape("[2,1,1]", x -> x.sumKeeping(1, -1), 2, 5, 3);
        assertShape("[2,3]", x -> x.max(1), 2, 5, 3);
        assertShape("[]", x -> x.mean(), 2, 5, 3);
        assertShape("[2,15]", x -> x.flatten(), 2, 5, 3);
        assertShape("[0,15]", x -> x.flatten(), 0, 5, 3);
        assertShape("[2,5,3,1]", x -> x.expandDims(-1), 2, 5, 3);
        assertShape("[2,2,3]", x -> x.slice(1, 1, 5, 2), 2, 5, 3);
        assertShape("[2,5,6]", x -> x.pad(-1, 1, 2, 0), 2, 5, 3);
        assertShape("[2,10,3]", x -> Tensor.concatenate(-2, List.of(x, x)), 2, 5, 3);
        assertShape("[3,5,2]", x -> x.swapAxes(0, -1), 2, 5, 3);
        assertShape("[4,1,5,3]", x -> x.gather(x.constant(TensorType.of(DType.I32, 4, 1), 0)), 2, 5, 3);
        assertShape("[9,3]", x -> x.scatterAdd(x.constant(TensorType.of(DType.I32, 2, 5), 0), 9), 2, 5, 3);
        assertShape("[2,5,3,4]", x -> x.cast(DType.I32).oneHot(4, DType.F32), 2, 5, 3);
        assertShape("[6,5,3]", x -> x.plus(x.constant(TensorType.of(DType.F32, 6, 1, 1), 0)), 5, 3);
    }

    private static void assertShape(String expected, Function<Tensor, Tensor> function, int... sizes) {
        Graph graph = Trace.of(List.of(TensorType.of(DType.F32, sizes)),
                tensors -> List.of(function.apply(tensors.getFirst()))).verify();
        assertEquals(expected, graph.output("y0").shape().toString());
    }

    private static Refusal refusal(String message, Function<List<Tensor>, Tensor> asked, TensorType... operands) {
        return new Refusal(message, List.of(operands), asked);
    }

    private static Tensor emit(List<Tensor> tensors, Op op) {
        Emitter emitter = tensors.getFirst().emitter();
        return new Tensor(emitter.emit(op, tensors.stream().map(Tensor::node).toList()), emitter);
    }
}
