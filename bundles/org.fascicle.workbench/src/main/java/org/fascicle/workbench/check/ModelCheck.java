package org.fascicle.workbench.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.Flops;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.run.MemoryNeed;
import org.fascicle.workbench.run.Parts;
import org.fascicle.workbench.run.Preparation;
import org.fascicle.workbench.run.Prepared;
import org.fascicle.workbench.view.Summary;

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
        Parts parts = preparation.parts(prepared, splits, experiment);
        int batch = experiment.data().batchOf(parts.train().size());
        Task task = preparation.task(prepared, parts);
        StepGraph step = preparation.trace(prepared, task, batch);
        List<Variable> variables = preparation.variables(prepared, task, step, batch);
        preparation.first(prepared, variables, experiment.seed());
        Compiler compiler = new Compiler(prepared.backend().backend());
        Graph lowered = compiler.lower(step.graph());
        // without the optimizer, whose work does not depend on the number of examples
        Graph gradients = compiler.lower(new Tracer(task).gradients(batch).graph());
        StepGraph forward = new Tracer(task).withProbes().prediction(1);
        Summary summary = Layers.summary(experiment, forward, step.variables(), prepared.reader());
        return new ModelReport(experiment.name(), inputs(task, forward), summary.layers(), summary.parameters(), batch,
                summary.flops(), Flops.of(gradients) / batch,
                MemoryNeed.of(variables, task, lowered, batch, prepared.limits().memory()),
                prepared.backend().name(), prepared.backend().device().description());
    }

    /** What the model reads of one example. */
    private static Map<String, Shape> inputs(Task task, StepGraph forward) {
        Map<String, Shape> inputs = new LinkedHashMap<>();
        task.features().stream().filter(feature -> forward.reads(feature.name()))
                .forEach(feature -> inputs.put(feature.name(), feature.type().shape()));
        return inputs;
    }
}
