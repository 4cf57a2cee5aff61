package org.fascicle.backend.cpu.fusion;

import java.util.List;
import org.fascicle.backend.cpu.code.Memory;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Pointwise;
import org.fascicle.backend.cpu.machine.Worker;

/** A chain on tensors that lie somewhere. Its parts are runs of whole rows, or pieces of rows that are long. */
final class FusedKernel implements Pointwise {
    /** About so many elements are a part: work enough to be handed to a thread. */
    static final int PART = 1024;
    /**
     * Fewer elements than this are computed one by one: until a method is compiled its vectors are objects, and one
     * that does so little in a step is compiled late.
     */
    static final int FEW = 256;
    /** Rows from which on the elements behind the last whole vector are worth a vector. */
    private static final int MANY_ROWS = 16;

    private final Chain chain;
    private final Pattern pattern;
    private final Operands operands;
    private final int elements;
    private final int part;
    private final long nanoseconds;

    FusedKernel(Chain chain, Body body, List<Place> operands, List<Place> results) {
        this.chain = chain;
        this.pattern = body.pattern();
        this.operands = new Operands(body, operands, results);
        this.elements = body.shape().elements();
        this.part = Math.max(1, PART / Math.max(1, pattern.row())) * Math.clamp(pattern.row(), 1, PART);
        this.nanoseconds = elements * body.picoseconds() / 1000;
    }

    @Override
    public int extent() {
        return Math.ceilDiv(elements, part);
    }

    @Override
    public long nanoseconds() {
        return nanoseconds;
    }

    /** The generated class tells one chain from another. */
    @Override
    public String code() {
        return chain.getClass().getSimpleName();
    }

    @Override
    public int scratchFloats() {
        return Memory.SCRATCH * Lanes.WIDTH;
    }

    @Override
    public int scratchInts() {
        return operands.ints();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        elements(worker, from * part, (int) Math.min(elements, (long) to * part));
    }

    @Override
    public void elements(Worker worker, int first, int limit) {
        int row = pattern.row();
        operands.constants(worker.arena(), worker.scratchInts());
        int position = first;
        while (position < limit) {
            int number = position / row;
            int column = position - number * row;
            int rows = column == 0 && limit - position >= row ? pattern.rowsFrom(number, (limit - position) / row) : 1;
            int length = rows > 1 ? row : Math.min(row - column, limit - position);
            run(worker, number, column, rows, length);
            position += rows * length;
        }
    }

    private void run(Worker worker, int row, int column, int rows, int length) {
        Arena arena = worker.arena();
        int at = worker.scratchInts();
        int scratch = worker.scratchFloats();
        operands.rows(arena, at, row, column);
        if ((long) rows * length < FEW) {
            chain.elements(arena.floats(), arena.ints(), arena.bytes(), at, rows, length, scratch);
            return;
        }
        int whole = length - length % Lanes.WIDTH;
        chain.vectors(arena.floats(), arena.ints(), arena.bytes(), at, rows, whole, scratch);
        if (whole < length) {
            operands.forward(arena, at, whole);
            if (rows < MANY_ROWS) {
                chain.elements(arena.floats(), arena.ints(), arena.bytes(), at, rows, length - whole,
                        scratch);
            } else {
                chain.rest(arena.floats(), arena.ints(), arena.bytes(), at, rows, length - whole,
                        scratch);
            }
        }
    }
}
