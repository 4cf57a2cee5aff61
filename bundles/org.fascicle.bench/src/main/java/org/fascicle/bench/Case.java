package org.fascicle.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Update;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.data.Feature;
import org.fascicle.experiment.Model;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Optimizer;

/**
 * Something to measure.
 *
 * @param measure what of it
 * @param batch examples in a step
 * @param checkedBatch examples in a step where losses are checked, if not as many
 * @param x what the model reads
 * @param y what the loss compares with; nothing needs it unless a loss is given
 * @param unit what is counted for the rate
 * @param units how many of these an example is
 * @param model the network
 * @param loss what training makes small
 * @param optimizer how parameters follow their gradients
 */
record Case(
        @About("what of it is measured") Measured measure,
        @Required @Min(1) @About("examples in a step") int batch,
        @Min(1) @About("examples in a step where losses are checked; as many unless given")
                Optional<Integer> checkedBatch,
        @Required @About("what the model reads") Given x,
        @About("what the loss compares with") Given y,
        @About("what is counted for the rate") String unit,
        @Min(1) @About("how many of these an example is") int units,
        @Required @About("the network") Model model,
        @About("what training makes small") Optional<Loss> loss,
        @About("how parameters follow their gradients") Optional<Optimizer> optimizer) {
    /** What of a network is measured. */
    enum Measured {
        /** A step: forward, gradients, and the parameters following them. */
        TRAINING,
        /** The model's output, outside of training. */
        FORWARD,
        /** The parameters following gradients that are there. */
        UPDATE
    }

    /** Where cases take what they leave out. */
    static Case template() {
        Given nothing = new Given(List.of(), Optional.empty());
        return new Case(Measured.TRAINING, 1, Optional.empty(), nothing, nothing, "samples", 1, Model.of((x, _) -> x),
                Optional.empty(), Optional.empty());
    }

    /** What of this the graph reads, by name. */
    Map<String, Given> given() {
        return loss.isPresent() ? Map.of(Task.INPUT, x, Task.TARGET, y) : Map.of(Task.INPUT, x);
    }

    /** The same with as many examples as where losses are checked. */
    Case checked() {
        return new Case(measure, checkedBatch.orElse(batch), Optional.empty(), x, y, unit, units, model, loss,
                optimizer);
    }

    /** What is learned from what, and how. */
    Task task() {
        List<Feature> features = new ArrayList<>();
        given().forEach((name, given) -> features.add(given.feature(name)));
        Loss compared = loss.orElse((output, _) -> output);
        Update update = optimizer.map(Update::by).orElse(new Update(List.of(), Optional.empty()));
        return new Task(model.objective(compared), update, Map.of(), features);
    }

    /** What one step does, as a graph. */
    StepGraph trace() {
        Tracer tracer = new Tracer(task());
        return switch (measure) {
            case TRAINING -> tracer.training(batch);
            case FORWARD -> tracer.prediction(batch);
            case UPDATE -> tracer.application(tracer.gradients(batch));
        };
    }

    /** What a step is counted as. */
    double unitsOfStep() {
        return (double) batch * units;
    }

    /** The learning rate of a step. */
    double learningRate() {
        return optimizer.map(Optimizer::learningRate).orElse(0.0);
    }
}
