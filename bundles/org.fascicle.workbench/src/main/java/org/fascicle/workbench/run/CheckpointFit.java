package org.fascicle.workbench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.compiler.step.Store;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.WorkbenchException;

/** Whether a checkpoint is one of the model that the run's experiment describes. */
final class CheckpointFit {
    private CheckpointFit() {
    }

    /**
     * Makes sure that its values are those of the model's variables.
     *
     * @param all the variables of training, with the sums of its figures
     * @throws WorkbenchException with every name and type that differs
     */
    static void require(Checkpoint checkpoint, String run, Path folder, List<Variable> all) throws WorkbenchException {
        Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.tensors());
        List<Variable> variables = new ArrayList<>(all);
        if (checkpoint.position() == 0) {
            values.keySet().removeIf(Variable.Kind.METRIC::isOf);
            variables.removeIf(variable -> variable.kind() == Variable.Kind.METRIC);
        }
        try {
            Store.requireSame(variables, values);
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "the checkpoint of the run " + run
                    + " does not fit its " + RunFolder.EXPERIMENT + ": " + e.getMessage(), remedy(folder), e);
        }
    }

    /** What to do about a checkpoint that is not the run's. */
    static String remedy(Path folder) {
        return "restore " + RunFolder.EXPERIMENT + " and the checkpoint as the run left them, or begin anew: "
                + "fascicle run " + folder.resolve(RunFolder.EXPERIMENT);
    }
}
