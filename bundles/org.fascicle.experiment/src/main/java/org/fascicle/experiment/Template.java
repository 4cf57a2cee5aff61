package org.fascicle.experiment;

import java.util.Map;
import java.util.Optional;
import org.fascicle.data.DataException;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** The experiment from which others take what they leave out; what is required in it is only there to be replaced. */
final class Template {
    private Template() {
    }

    static Experiment experiment() {
        Data data = new Data((_, _) -> {
            throw DataException.missing("this experiment has no dataset");
        }, 0.1, 64, true);
        return new Experiment("experiment", "", data, Model.of((x, _) -> x), (output, _) -> output, Unchanging.INSTANCE,
                Optional.empty(), new Training(1, Checkpoints.usual(), 0), Map.of(), 1, 1, Experiment.AUTO);
    }

    /** An optimizer that learns nothing. */
    private enum Unchanging implements Optimizer {
        INSTANCE;

        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
            return parameter;
        }
    }
}
