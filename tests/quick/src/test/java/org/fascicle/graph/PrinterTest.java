package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Cast;
import org.fascicle.graph.op.Compare;
import org.fascicle.graph.op.Comparison;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Pad;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.Tanh;
import org.junit.jupiter.api.Test;

class PrinterTest {
    @Test
    void a_node_is_a_line_with_number_type_name_operands_and_attributes() {
        Emitter e = new Emitter();
        Node x = e.input("x", TensorType.of(DType.F32, 32, 8));
        Node w = e.input("0.weight", TensorType.of(DType.F32, 4, 8));
        Node dot = e.emit(new Dot(false, true), x, w);
        Node tanh = e.emit(new Tanh(), dot);
        Node max = e.emit(new ReduceMax(List.of(1)), tanh);
        Node flag = e.emit(new Compare(Comparison.LESS_OR_EQUAL), max, e.constant(max.type(), 0.5));
        Node slice = e.emit(new Slice(List.of(0, 1), List.of(32, 4), List.of(1, 2)), tanh);
        Node padded = e.emit(new Pad(List.of(0, 1), List.of(0, 0), List.of(0, 0), -1), slice);
        e.output("y", e.transpose(padded, List.of(1, 0)));
        e.output("flag", flag);
        assertEquals("""
                %0 f32[32,8] = x
                %1 f32[4,8] = 0.weight
                %2 f32[32,4] = dot %0 %1 right=transposed
                %3 f32[32,4] = tanh %2
                %4 f32[32,1] = max %3 axes=[1]
                %5 f32[32,1] = constant 0.5
                %6 bool[32,1] = less-or-equal %4 %5
                %7 f32[32,2] = slice %3 starts=[0, 1] limits=[32, 4] strides=[1, 2]
                %8 f32[32,3] = pad %7 low=[0, 1] high=[0, 0] interior=[0, 0] value=-1.0
                %9 f32[3,32] = transpose %8 permutation=[1, 0]
                y = %9
                flag = %6
                """, e.graph().toString());
    }

    @Test
    void sources_and_indexing_say_all_that_they_depend_on() {
        Emitter e = new Emitter();
        Node key = e.input("key", TensorType.of(DType.I32, 2));
        Node counter = e.emit(new Constant(TensorType.of(DType.I32), List.of(7.0)));
        e.emit(new RandomBits(Shape.of(4)), key, counter);
        Node table = e.emit(new Constant(TensorType.of(DType.F64, 2), List.of(1.5, -2.0)));
        Node iota = e.emit(new Iota(TensorType.of(DType.I32, 3, 2), 1));
        Node rows = e.emit(new Gather(), table, iota);
        Node sums = e.emit(new ScatterAdd(5), iota, rows);
        e.emit(new Concatenate(0), e.emit(new Cast(DType.F64), iota), rows);
        e.output("sums", sums);
        assertEquals("""
                %0 i32[2] = key
                %1 i32[] = constant 7.0
                %2 i32[4] = random-bits %0 %1
                %3 f64[2] = constant [1.5, -2.0]
                %4 i32[3,2] = iota axis=1
                %5 f64[3,2] = gather %3 %4
                %6 f64[5] = scatter-add %4 %5 rows=5
                %7 f64[3,2] = cast %4
                %8 f64[6,2] = concatenate %7 %5 axis=0
                sums = %6
                """, e.graph().toString());
    }

    @Test
    void a_region_shows_its_body_and_a_graph_its_aliases() {
        TensorType type = TensorType.of(DType.F32, 3);
        Emitter body = new Emitter();
        Node a = body.input("a", type);
        body.output("twice", body.add(a, a));
        body.output("minus", body.negate(a));
        Emitter e = new Emitter();
        Node p = e.input("p", type);
        Node call = e.emit(new Call("both", body.graph()), p);
        e.output("p'", e.add(e.part(call, 0), e.part(call, 1)));
        e.alias("p", "p'");
        assertEquals("""
                %0 f32[3] = p
                %1 f32[3] f32[3] = call %0 both {
                  %0 f32[3] = a
                  %1 f32[3] = add %0 %0
                  %2 f32[3] = negate %0
                  twice = %1
                  minus = %2
                }
                %2 f32[3] = part %1 0
                %3 f32[3] = part %1 1
                %4 f32[3] = add %2 %3
                p' = %4
                alias p ← p'
                """, e.graph().verify().toString());
    }
}
