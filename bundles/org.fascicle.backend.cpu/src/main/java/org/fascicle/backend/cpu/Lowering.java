package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.backend.cpu.fusion.Assembler;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.GatherRows;
import org.fascicle.backend.cpu.movement.RandomWords;
import org.fascicle.backend.cpu.movement.RowNumbers;
import org.fascicle.backend.cpu.movement.ScatterAddRows;
import org.fascicle.backend.cpu.product.Operand;
import org.fascicle.backend.cpu.product.Products;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.backend.cpu.reduction.Folds;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Movement;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ReduceMin;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.ScatterAdd;

/** Turns the nodes of a bound graph into kernels, in the order of the graph. */
final class Lowering {
    private final Graph graph;
    private final Binding binding;
    private final Workspace workspace;
    private final List<Kernel> kernels = new ArrayList<>();

    Lowering(Graph graph, Binding binding, Workspace workspace) {
        this.graph = graph;
        this.binding = binding;
        this.workspace = workspace;
    }

    List<Kernel> kernels() {
        for (Node node : graph.nodes()) {
            workspace.restart();
            lower(node);
        }
        kernels.addAll(binding.moves(workspace));
        return kernels;
    }

    private void lower(Node node) {
        switch (node.op()) {
            case Input _, Constant _, Iota _, Part _ -> {
                // lies where it lies
            }
            case Fusion(Graph body) -> fuse(node, body);
            case Region region -> throw new IllegalArgumentException(region.name() + " has no kernel here; a compiler "
                    + "that asks supports() replaces it by its body");
            case Elementwise _, Broadcast _ -> fuse(node, alone(node));
            case Movement movement -> kernels.addAll(Movements.of(movement, node, binding));
            case Dot dot -> multiply(node, dot);
            case Reduction reduction -> kernels.addAll(Folds.of(fold(reduction), bank(node), node.operand(0).shape(),
                    reduction.axes(), binding.offset(node.operand(0)), binding.result(node, 0), workspace));
            case Gather _ -> kernels.add(new GatherRows(bank(node), numbers(node, node.operand(1),
                    node.operand(0).shape().size(0)), binding.offset(node.operand(0)), binding.result(node, 0),
                    node.operand(0).shape().without(0).elements()));
            case ScatterAdd(int rows) -> kernels.add(new ScatterAddRows(bank(node),
                    numbers(node, node.operand(0), rows), binding.offset(node.operand(1)), binding.result(node, 0),
                    node.shape().without(0).elements()));
            case RandomBits _ -> kernels.add(new RandomWords(binding.offset(node.operand(0)),
                    binding.offset(node.operand(1)), binding.result(node, 0), node.shape().elements()));
        }
    }

    private void fuse(Node node, Graph body) {
        List<Integer> operands = node.operands().stream().map(binding::offset).toList();
        List<Integer> results = IntStream.range(0, node.results().size()).mapToObj(i -> binding.result(node, i))
                .toList();
        kernels.add(Assembler.assemble(body, operands, results));
    }

    /** One operation is a fusion of one. */
    private static Graph alone(Node node) {
        Emitter emitter = new Emitter();
        List<Node> inputs = new ArrayList<>();
        for (Node operand : node.operands()) {
            inputs.add(emitter.input("x" + inputs.size(), operand.type()));
        }
        emitter.output("y", emitter.emit(node.op(), inputs));
        return emitter.graph();
    }

    private void multiply(Node node, Dot dot) {
        Shape left = node.operand(0).shape();
        Shape right = node.operand(1).shape();
        int rank = left.rank();
        int batch = left.range(0, rank - 2).elements();
        int m = node.shape().size(-2);
        int n = node.shape().size(-1);
        int k = left.size(dot.transposeLeft() ? -2 : -1);
        Operand a = Operand.rowMajor(binding.offset(node.operand(0)), left.size(-2), left.size(-1));
        Operand b = Operand.rowMajor(binding.offset(node.operand(1)), right.size(-2), right.size(-1));
        kernels.addAll(Products.of(batch, m, k, n, dot.transposeLeft() ? a.transposed() : a,
                dot.transposeRight() ? b.transposed() : b, Operand.rowMajor(binding.result(node, 0), m, n), workspace));
    }

    private RowNumbers numbers(Node node, Node numbers, int rows) {
        String place = node.origin().isEmpty() ? "" : node.origin() + ": ";
        return new RowNumbers(binding.offset(numbers), numbers.shape().elements(), rows, place + node.op().name());
    }

    private static Fold fold(Reduction reduction) {
        return switch (reduction) {
            case ReduceSum _ -> Fold.SUM;
            case ReduceMax _ -> Fold.MAX;
            case ReduceMin _ -> Fold.MIN;
        };
    }

    private static Bank bank(Node node) {
        return Bank.of(node.dtype());
    }
}
