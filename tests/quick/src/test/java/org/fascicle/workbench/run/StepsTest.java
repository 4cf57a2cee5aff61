package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.data.Split;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.Data;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Model;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.run.Status;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.nn.Layer;
import org.junit.jupiter.api.Test;

/** Steps of several batches, averages of weights, and where a loss stops being a number. */
class StepsTest {
    private static final double TOLERANCE = 1e-6;

    private static Experiment experiment(Layer layer, int batch, double rate, Training training) {
        Experiment e = Bench.experiment(new Line(8, 2, 1), layer, 0, batch, rate, training.epochs(), 1);
        return Bench.with(new Experiment(e.experiment(), e.about(), new Data(e.data().use(), 0, batch, false),
                e.model(), e.loss(), e.optimizer(), e.schedule(), training, e.metrics(), e.seed(), 1, e.backend()),
                null, training);
    }

    private static Training training(int epochs) {
        return new Training(epochs, new Checkpoints(1, 0, 0), 0);
    }

    @Test
    void four_batches_of_two_move_the_weights_as_one_of_eight_does() throws Exception {
        Bench small = new Bench();
        Outcome gathered = small.train(experiment(Bench.FROM_ZERO, 2, 0.1, training(5).withAccumulate(4)));
        Bench large = new Bench();
        Outcome whole = large.train(experiment(Bench.FROM_ZERO, 8, 0.1, training(5)));
        assertEquals(5, gathered.steps(), "one step an epoch");
        assertEquals(whole.results().get("test").get("loss"), gathered.results().get("test").get("loss"), TOLERANCE);
        for (String key : List.of("parameter/0.weight", "parameter/0.bias")) {
            assertEquals(large.checkpoints.getLast().tensors().get(key).get(0),
                    small.checkpoints.getLast().tensors().get(key).get(0), TOLERANCE, key);
        }
    }

    @Test
    void what_is_left_of_an_epoch_is_a_step_too() throws Exception {
        // 8 examples in batches of 3 are 3 batches: steps of two batches and of one
        Outcome outcome = new Bench().train(experiment(Bench.FROM_ZERO, 3, 0.1, training(2).withAccumulate(2)));
        assertEquals(4, outcome.steps());
    }

    @Test
    void a_run_is_judged_by_the_average_of_its_weights_and_trains_on_with_the_weights() throws Exception {
        Bench averaged = new Bench();
        Outcome outcome = averaged.train(experiment(Bench.FROM_ZERO, 8, 0.1, training(3).withAverage(0.75)));
        Bench plain = new Bench();
        plain.train(experiment(Bench.FROM_ZERO, 8, 0.1, training(3)));
        double average = 0;
        for (int epoch = 0; epoch < 3; epoch++) {
            double bias = plain.checkpoints.get(epoch).tensors().get("parameter/0.bias").get(0);
            average = epoch == 0 ? bias : 0.75 * average + 0.25 * bias;
        }
        assertEquals(average, averaged.checkpoints.getLast().tensors().get("slot/0.bias/movingAverage").get(0),
                TOLERANCE);
        assertEquals(plain.checkpoints.getLast().tensors().get("parameter/0.bias"),
                averaged.checkpoints.getLast().tensors().get("parameter/0.bias"));
        // y = 2x + 1 at x = 0, ⅛ … ⅞ against the average
        double slope = averaged.checkpoints.getLast().tensors().get("slot/0.weight/movingAverage").get(0);
        double loss = 0;
        for (int i = 0; i < 8; i++) {
            double error = slope * i / 8 + average - (2 * i / 8.0 + 1);
            loss += error * error / 8;
        }
        assertEquals(loss, outcome.results().get("test").get("loss"), TOLERANCE);
    }

    @Test
    void the_layer_in_which_a_loss_stopped_being_a_number_is_told() throws Exception {
        // The output of layer 1 is the logarithm of what layer 0 gives, below 0 once the bias has moved there.
        Layer logarithm = (x, scope) -> x.plus(0.5).log();
        Experiment e = experiment(Bench.FROM_ZERO, 2, 0.5, training(9));
        Experiment two = new Experiment(e.experiment(), e.about(), e.data(),
                Model.of(new Dense(1, new Identity(), true, new Zeros(),
                        new Zeros()), logarithm), e.loss(), e.optimizer(), e.schedule(),
                e.train(), e.metrics(), e.seed(), 1, e.backend());
        Split falling = new Line(8, 0, -9).split();
        Bench bench = new Bench();
        Outcome outcome = bench.train(two, falling, Optional.empty());
        assertEquals(Status.FAILED, outcome.status());
        assertTrue(outcome.reason().matches("the train loss of epoch 1 is NaN: training diverged in step 2, in the "
                + "layer 1 \\(.*\\), whose output is the first that is not finite"), outcome.reason());
        assertEquals(List.of(), bench.checkpoints, "nothing of what diverged is kept");
    }

    @Test
    void weights_that_grew_beyond_numbers_are_named() throws Exception {
        Outcome outcome = new Bench().train(experiment(Bench.FROM_ZERO, 2, 1e38, training(9)));
        assertEquals(Status.FAILED, outcome.status());
        assertTrue(outcome.reason().contains("in the layer 0 (Dense), whose output is the first that is not finite; of "
                + "the weights, 0.") || outcome.reason().contains("in the loss: what all layers give is finite"),
                outcome.reason());
    }
}
