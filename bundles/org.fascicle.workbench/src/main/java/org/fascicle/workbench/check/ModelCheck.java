package org.fascicle.workbench.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.MemoryException;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.Flops;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.ModelReport.LayerRow;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.run.Preparation;
import org.fascicle.workbench.run.Prepared;

/** Looks at a model without training it: traces it, counts, and plans its memory. */
public final class ModelCheck {
    private final Preparation preparation;

    /** A check that prepares as a run does. */
    public ModelCheck(Preparation preparation) {
        this.preparation = preparation;
    }

    /**
     * The layers, what they cost, and what they need.
     *
     * @throws WorkbenchException with everything that is wrong
     */
    public ModelReport check(RunRequest request, Picture picture) throws WorkbenchException {
        Prepared prepared = preparation.prepare(request, picture);
        Experiment experiment = prepared.experiment();
        Splits splits = preparation.open(prepared, experiment.seed());
        int examples = preparation.parts(prepared, splits, experiment.seed()).train().size();
        int batch = experiment.data().batchOf(examples);
        Task task = preparation.task(prepared, splits);
        StepGraph step = preparation.trace(prepared, task, batch);
        Compiler compiler = new Compiler(prepared.backend().backend());
        Graph lowered = compiler.lower(step.graph());
        // without the optimizer, whose work does not depend on the number of examples
        Graph gradients = compiler.lower(new Tracer(task).gradients(batch).graph());
        StepGraph forward = new Tracer(task).withProbes().prediction(1);
        return new ModelReport(experiment.name(), inputs(task, forward),
                rows(experiment, forward, step.variables(), picture), parameters(step.variables(), ""), batch,
                Flops.of(gradients) / batch, memory(step, task, lowered, batch, prepared.limits().memory()),
                prepared.backend().name(), prepared.backend().device().description());
    }

    /** What the model reads of one example. */
    private static Map<String, Shape> inputs(Task task, StepGraph forward) {
        Map<String, Shape> inputs = new LinkedHashMap<>();
        task.features().stream().filter(feature -> forward.reads(feature.name()))
                .forEach(feature -> inputs.put(feature.name(), feature.type().shape()));
        return inputs;
    }

    /** A layer shows what it gives under its path; one of several outputs, under theirs. */
    private static List<LayerRow> rows(Experiment experiment, StepGraph forward, List<Variable> variables,
            Picture picture) {
        List<LayerRow> rows = new ArrayList<>();
        experiment.model().parts().forEach((path, layer) -> {
            String shown = StepGraph.OBSERVE + path;
            Shape output = forward.graph().outputs().entrySet().stream()
                    .filter(entry -> entry.getKey().equals(shown) || entry.getKey().startsWith(shown + "."))
                    .min(Comparator.comparingInt(entry -> entry.getKey().length())).orElseThrow().getValue().shape();
            rows.add(new LayerRow(path, picture.of(Kind.LAYER, layer).map(Contribution::name)
                    .orElse(layer.getClass().getSimpleName()), output.range(1, output.rank()),
                    parameters(variables, path + ".")));
        });
        return rows;
    }

    private static long parameters(List<Variable> variables, String prefix) {
        return variables.stream()
                .filter(variable -> variable.kind() == Variable.Kind.PARAMETER && variable.path().startsWith(prefix))
                .mapToLong(variable -> variable.type().shape().elements()).sum();
    }

    private static ModelReport.Memory memory(StepGraph step, Task task, Graph lowered, int batch, long budget)
            throws WorkbenchException {
        long variables = step.variables().stream().mapToLong(variable -> variable.type().bytes()).sum();
        long batches = task.features().stream().mapToLong(feature -> feature.type().bytes() * batch).sum();
        try {
            long scratch = MemoryPlan.of(lowered).sizes().entrySet().stream()
                    .mapToLong(arena -> (long) arena.getValue() * bytes(arena.getKey())).sum();
            return new ModelReport.Memory(variables, batches, scratch, budget);
        } catch (MemoryException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
        }
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
