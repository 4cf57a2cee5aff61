package org.fascicle.backend.cpu;

import java.util.List;
import org.fascicle.backend.cpu.kernel.Arguments;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;

/** A plug-in's kernel on the tensors of one node. */
final class CustomWork implements Kernel, Arguments {
    private final CustomKernel kernel;
    private final Arena arena;
    private final List<TensorType> operands;
    private final List<TensorType> results;
    private final Place[] operandPlaces;
    private final Place[] resultPlaces;

    CustomWork(CustomKernel kernel, Arena arena, Node node, List<Place> operandPlaces, List<Place> resultPlaces) {
        this.kernel = kernel;
        this.arena = arena;
        this.operands = node.operands().stream().map(Node::type).toList();
        this.results = node.results();
        this.operandPlaces = operandPlaces.toArray(Place[]::new);
        this.resultPlaces = resultPlaces.toArray(Place[]::new);
    }

    @Override
    public int extent() {
        return kernel.parts(operands);
    }

    @Override
    public long nanoseconds() {
        return kernel.nanoseconds(operands);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        kernel.run(this, from, to);
    }

    @Override
    public List<TensorType> operands() {
        return operands;
    }

    @Override
    public List<TensorType> results() {
        return results;
    }

    @Override
    public int operand(int index) {
        return operandPlaces[index].offset();
    }

    @Override
    public int result(int index) {
        return resultPlaces[index].offset();
    }

    @Override
    public float[] floats() {
        return arena.floats();
    }

    @Override
    public int[] ints() {
        return arena.ints();
    }

    @Override
    public byte[] bytes() {
        return arena.bytes();
    }
}
