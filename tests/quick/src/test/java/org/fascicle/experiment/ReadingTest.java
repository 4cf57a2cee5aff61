package org.fascicle.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.Sample.Accuracy;
import org.fascicle.experiment.Sample.Adam;
import org.fascicle.experiment.Sample.Cosine;
import org.fascicle.experiment.Sample.CrossEntropy;
import org.fascicle.experiment.Sample.Dense;
import org.fascicle.experiment.Sample.Digits;
import org.fascicle.experiment.Sample.Dropout;
import org.fascicle.experiment.Sample.LeakyRelu;
import org.fascicle.experiment.Sample.Many;
import org.fascicle.experiment.Sample.Relu;
import org.fascicle.experiment.Sample.Sgd;
import org.fascicle.experiment.Sample.TopK;
import org.fascicle.nn.Progress;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final ExperimentReader reader = Sample.reader();

    private Experiment read(String yaml, String... changes) throws InvalidExperimentException {
        return reader.read(Sample.text(yaml, changes));
    }

    @Test
    void what_is_left_out_comes_from_examples() throws Exception {
        assertEquals(new Experiment("digits-mlp", "A network of the first lesson",
                new Data(new Digits(8000), 0.1, 64, true),
                Model.of(new Dense(128, new Relu(), true), new Dropout(0.5), new Dense(10, new Relu(), true)),
                new CrossEntropy(), new Adam(0.001, 0.9), Optional.empty(), new Training(5, Checkpoints.usual(), 0),
                Map.of("accuracy", new Accuracy()), 1, 1, "auto"), read(Sample.DIGITS));
    }

    @Test
    void a_written_experiment_spells_out_every_default_and_reads_as_an_equal_one() throws Exception {
        Experiment experiment = read(Sample.DIGITS, "schedule=cosine", "model.1.dropout.rate=0.00001",
                "metrics=[accuracy, {top-k: {k: 3}}]", "model.2={many: {}}", "model.3=residual",
                "model.3.residual.layers=[dropout, {residual: {layers: [dropout]}}]", "about=\"yes: #1 it's\"");
        String written = reader.write(experiment);
        assertEquals(experiment, read(written), written);
        assertEquals(written, reader.write(read(written)));
    }

    @Test
    void the_written_form_is_canonical() throws Exception {
        assertEquals("""
                experiment: digits-mlp
                about: A network of the first lesson
                data:
                  use: {digits: {train: 8000}}
                  validation: 0.1
                  batch: 64
                  shuffle: true
                  test: 0.0
                  stratified: false
                  classWeights: equal
                model:
                  - dense: {units: 128, activation: relu, bias: true}
                  - dropout: {rate: 0.5}
                  - dense: {units: 10, activation: relu, bias: true}
                loss: cross-entropy
                optimizer: {adam: {learningRate: 0.001, beta: 0.9}}
                train:
                  epochs: 5
                  checkpoint: {everyEpochs: 1, everySteps: 0, everySeconds: 30}
                  testEvery: 0
                  earlyStopping: {metric: loss, patience: 0, minimumDelta: 0.0, mode: auto}
                  accumulate: 1
                  average: 0.0
                metrics: [accuracy]
                seed: 1
                seeds: 1
                backend: auto
                """, reader.write(read(Sample.DIGITS)));
    }

    @Test
    void json_is_read_as_well() throws Exception {
        assertEquals(read(Sample.DIGITS), read("""
                {
                \t"experiment": "digits-mlp", "about": "A network of the first lesson",
                \t"data": {"use": "digits", "validation": 0.1, "batch": 64},
                \t"model": [{"dense": {"units": 128, "activation": "relu"}}, "dropout", {"dense": {"units": 10}}],
                \t"loss": "cross-entropy", "optimizer": {"adam": {"learningRate": 1e-3}},
                \t"train": {"epochs": 5}, "metrics": ["accuracy"], "seed": 1
                }
                """));
    }

    @Test
    void aliases_are_followed() throws Exception {
        Experiment experiment = read(Sample.DIGITS.replace("- dense: {units: 128, activation: relu}",
                "- &wide {dense: {units: 128, activation: relu}}\n  - *wide"));
        assertEquals(Model.of(new Dense(128, new Relu(), true), new Dense(128, new Relu(), true), new Dropout(0.5),
                new Dense(10, new Relu(), true)), experiment.model());
    }

    @Test
    void changes_reach_numbers_options_of_bare_names_and_elements_of_lists() throws Exception {
        Experiment experiment = read(Sample.DIGITS.replace("{adam: {learningRate: 0.001}}", "adam"), "train.epochs=3",
                "optimizer.adam.learningRate=0.01", "model.0.dense.units=64",
                "model.0.dense.activation.leaky-relu.slope=0.2",
                "model.1.dropout.rate=0", "model.3=dropout", "data.validation=500", "seed=7");
        assertEquals(new Training(3, Checkpoints.usual(), 0), experiment.train());
        assertEquals(new Adam(0.01, 0.9), experiment.optimizer());
        assertEquals(Model.of(new Dense(64, new LeakyRelu(0.2), true), new Dropout(0), new Dense(10, new Relu(), true),
                new Dropout(0.5)), experiment.model());
        assertEquals(500, experiment.data().validationExamples(8000));
        assertEquals(7, experiment.seed());
    }

    @Test
    void a_change_may_put_another_contribution_in_place() throws Exception {
        assertEquals(new Sgd(0.3), read(Sample.DIGITS, "optimizer={sgd: {learningRate: 0.3}}").optimizer());
        assertEquals(new Sgd(0.01), read(Sample.DIGITS, "optimizer=sgd").optimizer());
    }

    @Test
    void a_number_alone_is_a_list_of_one() throws Exception {
        Experiment experiment = read(Sample.DIGITS, "model.1={many: {sizes: 3}}");
        assertEquals(List.of(3), assertInstanceOf(Many.class, experiment.model().parts().get("1")).sizes());
        assertEquals(experiment, read(reader.write(experiment)));
    }

    @Test
    void metrics_may_have_names_of_their_own() throws Exception {
        Experiment experiment = read(Sample.DIGITS, "metrics={top3: {top-k: {k: 3}}, top5: top-k}");
        assertEquals(Map.of("top3", new TopK(3), "top5", new TopK(5)), experiment.metrics());
        assertEquals(experiment, read(reader.write(experiment)));
    }

    @Test
    void a_schedule_moves_the_rate_of_the_optimizer() throws Exception {
        Progress progress = new Progress(0, 10, 5, List.of());
        assertEquals(0.001, read(Sample.DIGITS).learningRate(progress));
        Experiment scheduled = read(Sample.DIGITS, "schedule=cosine");
        assertInstanceOf(Cosine.class, scheduled.schedule().orElseThrow());
        assertEquals(0.0005, scheduled.learningRate(progress));
    }

    @Test
    void gradients_may_be_clipped_by_their_norm_or_each_by_itself() throws Exception {
        assertEquals(Optional.empty(), read(Sample.DIGITS).clip());
        for (String change : List.of("clip={norm: 1}", "clip={norm: 1, order: .inf}", "clip={value: 0.5}")) {
            Experiment experiment = read(Sample.DIGITS, change);
            assertEquals(experiment, read(reader.write(experiment)), reader.write(experiment));
        }
        assertEquals(Optional.of(Clip.norm(1)), read(Sample.DIGITS, "clip={norm: 1}").clip());
        assertEquals(Optional.of(Clip.value(0.5)), read(Sample.DIGITS, "clip.value=0.5").clip());
    }

    @Test
    void several_seeds_count_up() throws Exception {
        Experiment experiment = read(Sample.DIGITS, "seed=4", "seeds=3");
        assertEquals(List.of(4L, 5L, 6L), experiment.allSeeds());
        assertEquals(List.of(5L), experiment.withSeed(5).allSeeds());
    }

    @Test
    void what_an_experiment_uses_includes_its_defaults_each_once() throws Exception {
        assertEquals(List.of("dataset digits", "layer dense", "activation relu", "layer dropout", "loss cross-entropy",
                "optimizer adam", "metric accuracy"), reader.used(read(Sample.DIGITS)).stream().map(Object::toString)
                .sorted((a, b) -> 0).toList());
    }
}
