package org.fascicle.backend.cpu.product;

import java.util.List;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.backend.cpu.movement.StridedCopy.Axis;

/** Makes products of operands with any strides. */
public final class Products {
    private Products() {
    }

    /**
     * The kernels of {@code batch} products {@code [m, k]·[k, n]}. Only the columns of the right operand have to be
     * neighbours; where they are not, it is transposed first.
     */
    public static List<Kernel> of(int batch, int m, int k, int n, Operand left, Operand right, Operand result,
            Workspace workspace) {
        if (right.columnStride() == 1 || n == 1 && right.rowStride() == 1) {
            return List.of(new Product(batch, m, k, n, left, right, result));
        }
        Operand packed = Operand.rowMajor(workspace.take(Bank.FLOATS, batch * k * n), k, n);
        return List.of(new StridedCopy(Bank.FLOATS, right.offset(), packed.offset(), List.of(
                new Axis(batch, right.batchStride(), packed.batchStride()),
                new Axis(k, right.rowStride(), packed.rowStride()), new Axis(n, right.columnStride(), 1))),
                new Product(batch, m, k, n, left, packed, result));
    }
}
