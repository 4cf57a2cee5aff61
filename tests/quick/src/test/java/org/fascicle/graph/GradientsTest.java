package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Custom;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.GradientCheck;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private static final HostTensor AT = HostTensor.of(Shape.of(3), 0.5, -1.25, 2.0);

    @Test
    void a_value_that_is_read_twice_gets_the_sum_of_both_derivatives() {
        // d/dx Σ x·x·x = 3x²
        assertArrayEquals(new double[] {0.75, 4.6875, 12}, gradient(x -> x.times(x).times(x).sum(), AT), 1e-12);
    }

    @Test
    void what_a_loss_does_not_depend_on_has_a_derivative_of_zero() {
        Graph graph = Trace.of(List.of(AT.type(), AT.type()),
                tensors -> tensors.get(0).square().sum().gradients(tensors));
        assertArrayEquals(new double[3], Interpreter.run(graph, Map.of("x0", AT, "x1", AT)).get("y1").doubles());
    }

    @Test
    void the_derivative_by_an_inner_value_is_that_behind_it() {
        Graph graph = Trace.of(List.of(AT.type()), tensors -> {
            Tensor inner = tensors.getFirst().times(3);
            return inner.square().sum().gradients(List.of(inner, tensors.getFirst()));
        });
        Map<String, HostTensor> results = Interpreter.run(graph, Map.of("x0", AT));
        assertArrayEquals(new double[] {3, -7.5, 12}, results.get("y0").doubles(), 1e-12);
        assertArrayEquals(new double[] {9, -22.5, 36}, results.get("y1").doubles(), 1e-12);
    }

    @Test
    void no_derivative_flows_through_integers_comparisons_or_floors() {
        assertArrayEquals(new double[3], gradient(x -> x.floor().sum(), AT));
        assertArrayEquals(new double[3], gradient(x -> x.cast(DType.I32).cast(DType.F64).sum(), AT));
        assertArrayEquals(new double[3], gradient(x -> x.greaterThan(0).cast(DType.F64).sum(), AT));
    }

    @Test
    void a_tie_shares_the_derivative_in_equal_parts() {
        HostTensor ties = HostTensor.of(Shape.of(4), 2.0, 1.0, 2.0, 2.0);
        double third = 1 / 3.0;
        assertArrayEquals(new double[] {third, 0, third, third}, gradient(x -> x.max(0), ties), 1e-15);
        assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(x -> x.min(0), ties));
        assertArrayEquals(new double[] {0.5, 0, 0.5, 0.5}, gradient(x -> x.maximum(2).sum(), ties));
        assertArrayEquals(new double[] {0.5, 1, 0.5, 0.5}, gradient(x -> x.minimum(2).sum(), ties));
    }

    @Test
    void derivatives_at_kinks_are_the_documented_ones() {
        HostTensor kink = HostTensor.of(Shape.of(1), 0.0);
        assertArrayEquals(new double[] {0}, gradient(x -> x.abs().sum(), kink));
        assertArrayEquals(new double[] {0}, gradient(x -> x.relu().sum(), kink));
        assertArrayEquals(new double[] {0}, gradient(x -> x.power(0).sum(), kink));
        assertArrayEquals(new double[] {1}, gradient(x -> x.power(1).sum(), kink));
        assertArrayEquals(new double[] {0}, gradient(exponent -> exponent.scalar(0).power(exponent).sum(),
                HostTensor.of(Shape.of(1), 2.0)), "PyTorch gives the exponent of 0 no derivative");
    }

    @Test
    void nothing_flows_through_a_stop() {
        assertArrayEquals(AT.doubles(), gradient(x -> Trace.stopGradient(x).times(x).sum(), AT));
    }

    @Test
    void a_custom_operation_has_the_derivative_it_brings() {
        // a straight-through estimator: floor forward, identity backward
        double[] derivative = gradient(x -> Trace.custom("test.round", List.of(x),
                tensors -> tensors.getFirst().floor(), tensors -> List.of(tensors.get(1))).times(2).sum(), AT);
        assertArrayEquals(new double[] {2, 2, 2}, derivative);
    }

    @Test
    void a_custom_operation_without_a_derivative_has_that_of_its_body() {
        Graph body = Trace.of(List.of(AT.type(), AT.type()),
                tensors -> List.of(tensors.get(0).times(tensors.get(1).sin())));
        Function<List<Tensor>, Tensor> function = tensors -> {
            Emitter emitter = tensors.getFirst().emitter();
            return new Tensor(emitter.emit(new Custom("test.wave", body, Optional.empty()),
                    tensors.stream().map(Tensor::node).toList()), emitter);
        };
        GradientCheck.check(function, List.of(AT, AT));
        GradientCheck.checkSecond(function, List.of(AT, AT));
    }

    @Test
    void a_call_with_several_results_and_an_integer_operand_is_derived() {
        Emitter body = new Emitter();
        Node rows = body.input("rows", AT.type());
        Node numbers = body.input("numbers", TensorType.of(DType.I32, 2));
        Tensor picked = new Tensor(rows, body).gather(new Tensor(numbers, body));
        body.output("picked", picked.node());
        body.output("count", numbers);
        body.output("square", picked.square().node());
        Graph graph = body.graph();
        HostTensor places = HostTensor.of(Shape.of(2), 2, 0);
        GradientCheck.check(tensors -> {
            Emitter emitter = tensors.getFirst().emitter();
            Node call = emitter.emit(new Call("pick", graph), tensors.get(0).node(), tensors.get(1).node());
            Tensor one = new Tensor(emitter.part(call, 0), emitter);
            Tensor count = new Tensor(emitter.part(call, 1), emitter);
            Tensor two = new Tensor(emitter.part(call, 2), emitter);
            return one.plus(two).plus(count.cast(DType.F64));
        }, List.of(AT, places));
        // only one of the results is used
        GradientCheck.check(tensors -> {
            Emitter emitter = tensors.getFirst().emitter();
            Node call = emitter.emit(new Call("pick", graph), tensors.get(0).node(), tensors.get(1).node());
            return new Tensor(emitter.part(call, 2), emitter);
        }, List.of(AT, places));
    }

    @Test
    void calls_inside_calls_are_derived_twice() {
        Function<List<Tensor>, Tensor> function = tensors -> tensors.getFirst().call("outer",
                x -> x.call("inner", y -> y.tanh().times(y)).softmax(0).log().times(x));
        GradientCheck.check(function, List.of(AT));
        GradientCheck.checkSecond(function, List.of(AT));
    }

    @Test
    void third_derivatives_are_right_too() {
        // d³/dx³ x⁵ = 60x²
        Function<Tensor, Tensor> third = x -> {
            Tensor first = x.power(5).sum().gradients(List.of(x)).getFirst();
            return first.sum().gradients(List.of(x)).getFirst().sum();
        };
        assertArrayEquals(new double[] {15, 93.75, 240}, gradient(third, AT), 1e-9);
    }

    @Test
    void derivative_nodes_carry_the_origin_of_what_they_derive() {
        Emitter emitter = new Emitter();
        Tensor x = new Tensor(emitter.input("x", AT.type()), emitter);
        Tensor y = emitter.within("encoder.2", () -> x.tanh());
        Tensor loss = y.sum();
        int before = emitter.nodes().size();
        loss.gradients(List.of(x));
        List<String> origins = emitter.nodes().stream().skip(before).map(Node::origin).toList();
        assertTrue(origins.contains("encoder.2"), origins::toString);
    }

    @Test
    void only_a_floating_scalar_is_a_loss() {
        String message = assertThrows(ShapeException.class, () -> Trace.of(List.of(AT.type()),
                tensors -> tensors.getFirst().gradients(tensors))).getMessage();
        assertEquals("gradient cannot take f64[3]: a loss is a floating scalar; reduce it with mean() or sum()",
                message);
    }

    @Test
    void a_wrong_derivative_is_found_by_the_check() {
        AssertionError found = assertThrows(AssertionError.class, () -> GradientCheck.check(
                tensors -> Trace.custom("test.wrong", tensors, x -> x.getFirst().sin(),
                        operands -> List.of(operands.get(1).times(operands.get(0).cos()).times(1.00001))),
                List.of(AT)));
        assertTrue(found.getMessage().contains("operand 0 of f64[3] differs in 3 elements"), found.getMessage());
    }

    private static double[] gradient(Function<Tensor, Tensor> loss, HostTensor at) {
        Graph graph = Trace.of(List.of(at.type()),
                tensors -> loss.apply(tensors.getFirst()).gradients(tensors)).verify();
        return Interpreter.run(graph, Map.of("x0", at)).get("y0").doubles();
    }
}
