package org.fascicle.workbench.run;

import java.util.Optional;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.data.Feature;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Loss;

/**
 * Too few outputs for the classes of the data: one that no output stands for can be neither told nor learned where the
 * loss compares outputs with classes.
 *
 * @param given how many numbers the model gives for each example
 * @param classes how many classes there are
 * @param layer path of the layer that gives them
 */
record ClassOutputs(int given, int classes, String layer) {
    /** What a model lacks: an output for each class, or one for two classes. Empty where it has them. */
    static Optional<ClassOutputs> tooFew(Task task, Loss loss, int batch) {
        Optional<Feature> target = task.features().stream().filter(feature -> feature.name().equals(Task.TARGET)
                && !feature.classes().isEmpty()).findFirst();
        if (target.isEmpty() || !loss.hasColumnForEachClass()) {
            return Optional.empty();
        }
        Node output = new Tracer(task).prediction(batch).graph().output(StepGraph.OUTPUT);
        Shape shape = output.type().shape();
        Shape labels = target.get().type().shape().inserting(0, batch);
        if (shape.rank() == 0 || !shape.without(-1).equals(labels)) {
            return Optional.empty();
        }
        int classes = target.get().classes().size();
        int columns = shape.size(-1);
        return columns < classes && !(columns == 1 && classes == 2)
                ? Optional.of(new ClassOutputs(columns, classes, output.origin())) : Optional.empty();
    }

    String expected() {
        return "an output for each of the " + classes + " classes of the data";
    }

    String found() {
        return "a model that gives " + given + (given == 1 ? " number" : " numbers") + " for each example";
    }

    String hint() {
        return "let the last layer give " + classes + " units, or, where these classes are values, have the dataset "
                + "give them as numbers";
    }
}
