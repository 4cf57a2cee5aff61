package org.fascicle.workbench.run;

import java.util.List;
import java.util.Locale;
import org.fascicle.backend.MemoryException;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.WorkbenchException;

/** What training needs of a device's memory, found out before anything is allocated. */
public final class MemoryNeed {
    private static final double MIB = 1 << 20;

    private MemoryNeed() {
    }

    /**
     * The need of a step of training.
     *
     * @param variables all that outlive a step
     * @param lowered the step as the backend gets it
     * @param batch examples a step
     * @param budget what may be used
     * @throws WorkbenchException when no memory would hold it
     */
    public static ModelReport.Memory of(List<Variable> variables, Task task, Graph lowered, int batch, long budget)
            throws WorkbenchException {
        long kept = variables.stream().mapToLong(variable -> variable.type().bytes()).sum();
        long batches = task.features().stream().mapToLong(feature -> feature.type().bytes() * batch).sum();
        try {
            long scratch = MemoryPlan.of(lowered).sizes().entrySet().stream()
                    .mapToLong(arena -> (long) arena.getValue() * bytes(arena.getKey())).sum();
            return new ModelReport.Memory(kept, batches, scratch, budget);
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
        }
    }

    /**
     * Makes sure that there is enough.
     *
     * @throws WorkbenchException with the need, what may be used, and what to do
     */
    static void require(String experiment, ModelReport.Memory need, int batch) throws WorkbenchException {
        if (need.total() > need.budget()) {
            throw WorkbenchException.wrong(experiment + " needs " + mebibytes(need.total()) + " of memory ("
                    + mebibytes(need.variables()) + " of variables, " + mebibytes(need.batches()) + " of examples, "
                    + mebibytes(need.scratch()) + " of intermediate values), and " + mebibytes(need.budget())
                    + " may be used", "raise --memory to " + memory(need.total()) + " or more, or make data.batch "
                    + "smaller: it is " + batch);
        }
    }

    /** A value of {@code --memory} of which so much may be used. */
    private static String memory(long bytes) {
        return (long) Math.ceil(Preparation.memoryFor(bytes) / MIB) + "m";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MIB);
    }

    private static int bytes(MemoryPlan.Arena arena) {
        return switch (arena) {
            case FLOATS -> DType.F32.bytes();
            case DOUBLES -> DType.F64.bytes();
            case INTS -> DType.I32.bytes();
            case BYTES -> DType.U8.bytes();
        };
    }
}
