package org.fascicle.backend.cpu.fusion;

import java.util.List;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/** A body with folds on tensors that lie somewhere. Its parts are runs of whole rows. */
final class RowKernel implements Kernel {
    private final Rows code;
    private final Pattern pattern;
    private final Operands operands;
    private final int rows;
    private final int part;
    private final int scratch;
    private final long nanoseconds;

    RowKernel(Rows code, Body body, List<Place> operands, List<Place> results) {
        this.code = code;
        this.pattern = body.pattern();
        this.operands = new Operands(body, operands, results);
        this.rows = body.shape().elements() / pattern.row();
        this.part = Math.max(1, FusedKernel.PART / pattern.row());
        this.scratch = RowCode.scratch(body);
        this.nanoseconds = rows * (30 + pattern.row() * body.picoseconds() / 1000);
    }

    @Override
    public int extent() {
        return Math.ceilDiv(rows, part);
    }

    @Override
    public long nanoseconds() {
        return nanoseconds;
    }

    /** The generated class tells one from another. */
    @Override
    public String code() {
        return code.getClass().getSimpleName();
    }

    @Override
    public int scratchFloats() {
        return scratch;
    }

    @Override
    public int scratchInts() {
        return operands.ints();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        operands.constants(worker.arena(), worker.scratchInts());
        int end = (int) Math.min(rows, (long) to * part);
        int row = from * part;
        while (row < end) {
            int together = pattern.rowsFrom(row, end - row);
            compute(worker, row, together);
            row += together;
        }
    }

    private void compute(Worker worker, int row, int together) {
        operands.rows(worker.arena(), worker.scratchInts(), row, 0);
        float[] floats = worker.arena().floats();
        int[] ints = worker.arena().ints();
        byte[] bytes = worker.arena().bytes();
        if (together * pattern.row() < FusedKernel.FEW) {
            code.elements(floats, ints, bytes, worker.scratchInts(), together, pattern.row(), worker.scratchFloats());
        } else {
            code.vectors(floats, ints, bytes, worker.scratchInts(), together, pattern.row(), worker.scratchFloats());
        }
    }
}
