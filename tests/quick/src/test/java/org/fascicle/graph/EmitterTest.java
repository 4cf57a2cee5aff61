package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.junit.jupiter.api.Test;

class EmitterTest {
    private static final TensorType TYPE = TensorType.of(DType.F32, 2);

    @Test
    void nodes_of_another_graph_are_refused() {
        Emitter one = new Emitter();
        Emitter other = new Emitter();
        Node mine = one.input("x", TYPE);
        Node foreign = other.input("x", TYPE);
        assertEquals("add takes [f32[2]] = x of another graph",
                assertThrows(IllegalArgumentException.class, () -> one.add(mine, foreign)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> one.output("y", foreign));
    }

    @Test
    void names_of_inputs_and_outputs_are_given_once() {
        Emitter emitter = new Emitter();
        Node x = emitter.input("x", TYPE);
        assertEquals("the graph has an input x already: [f32[2]] = x",
                assertThrows(IllegalArgumentException.class, () -> emitter.input("x", TYPE)).getMessage());
        emitter.output("y", x);
        assertEquals("the graph has an output y already",
                assertThrows(IllegalArgumentException.class, () -> emitter.output("y", x)).getMessage());
    }

    @Test
    void origins_nest_and_come_back_after_an_error() {
        Emitter emitter = new Emitter();
        Node x = emitter.input("x", TYPE);
        Node inner = emitter.within("a", () -> {
            assertThrows(ShapeException.class, () -> emitter.within("a.b", () -> emitter.reshape(x, Shape.of(3))));
            return emitter.negate(x);
        });
        assertEquals("a", inner.origin());
        assertEquals("", emitter.negate(x).origin());
    }

    @Test
    void a_body_is_copied_with_its_inputs_replaced() {
        Emitter body = new Emitter();
        Node a = body.input("a", TYPE);
        Node b = body.input("b", TYPE);
        body.output("difference", body.subtract(a, b));
        body.output("b", b);
        Emitter emitter = new Emitter();
        Node x = emitter.input("x", TYPE);
        Node twice = emitter.add(x, x);
        List<Node> results = emitter.inline(body.graph(), List.of(twice, x));
        emitter.output("difference", results.get(0));
        emitter.output("b", results.get(1));
        HostTensor value = HostTensor.of(Shape.of(2), 3f, -4f);
        Map<String, HostTensor> outputs = Interpreter.run(emitter.graph().verify(), Map.of("x", value));
        assertEquals(Map.of("difference", value, "b", value), outputs);
    }
}
