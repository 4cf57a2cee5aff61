package org.fascicle.workbench.run;

import java.util.List;
import java.util.Optional;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;

/** A class that no output stands for can be neither told nor learned where the loss compares outputs with classes. */
final class ClassOutputs {
    private ClassOutputs() {
    }

    /**
     * Makes sure that the model has an output for each class, or one for two classes.
     *
     * @throws ShapeException where it has fewer
     */
    static void require(Task task, Loss loss, int batch) {
        Optional<Feature> target = task.features().stream().filter(feature -> feature.name().equals(Task.TARGET)
                && !feature.classes().isEmpty()).findFirst();
        if (target.isEmpty() || !loss.hasColumnForEachClass()) {
            return;
        }
        Node output = new Tracer(task).prediction(batch).graph().output(StepGraph.OUTPUT);
        Shape shape = output.type().shape();
        Shape labels = target.get().type().shape().inserting(0, batch);
        if (shape.rank() == 0 || !shape.without(-1).equals(labels)) {
            return;
        }
        int classes = target.get().classes().size();
        int columns = shape.size(-1);
        if (columns < classes && !(columns == 1 && classes == 2)) {
            throw new ShapeException("telling " + classes + " classes apart", List.of(output.type(),
                    target.get().type().with(labels)), "the output has a number for each class", output.origin(),
                    "let the last layer give " + classes + " units, or, where these classes are values, have the "
                            + "dataset give them as numbers");
        }
    }
}
