package org.fascicle.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Problem;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.LayerType;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadExperimentTest {
    private final ExperimentReader reader = Sample.reader();

    private List<String> problems(String yaml, String... changes) {
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThrows(
                InvalidExperimentException.class, () -> reader.read(Sample.text(yaml, changes))))
                .problems().stream().map(Problem::toString).toList();
    }

    private String problem(String yaml, String... changes) {
        List<String> problems = problems(yaml, changes);
        assertEquals(1, problems.size(), problems.toString());
        return problems.getFirst();
    }

    private static String with(String from, String to) {
        assertTrue(Sample.DIGITS.contains(from));
        return Sample.DIGITS.replace(from, to);
    }

    private static String layer(String layer) {
        return with("  - dropout\n", "  - " + layer + "\n");
    }

    @Test
    void an_unknown_layer_is_told_with_the_nearest_and_its_bundle() {
        assertEquals("digits.yaml:6:5: model.1: expected a layer that is present, found `dropuot`; "
                + "did you mean `dropout`, of the bundle org.fascicle.layers?", problem(layer("dropuot")));
        assertEquals("digits.yaml:6:6: model.1: expected a layer that is present, found `Dens`; "
                + "did you mean `dense`, of the bundle org.fascicle.layers?", problem(layer("{Dens: {units: 3}}")));
    }

    @Test
    void an_unknown_dataset_is_told_with_the_nearest_and_its_bundle() {
        assertEquals("digits.yaml:3:13: data.use: expected a dataset that is present, found `digit`; "
                + "did you mean `digits`, of the bundle org.fascicle.datasets?",
                problem(with("use: digits", "use: digit")));
    }

    @Test
    void a_name_like_no_other_is_told_with_all_that_there_are() {
        assertEquals("digits.yaml:8:7: loss: expected a loss that is present, found `hinge`; there are cross-entropy",
                problem(with("loss: cross-entropy", "loss: hinge")));
    }

    @Test
    void a_layer_of_a_bundle_that_is_not_installed_is_told_with_the_bundle() {
        assertEquals("digits.yaml:6:5: model.1: expected a layer that is present, found `snake`; the bundle "
                + "org.example.snake would provide it: put its jar into plugins/", problem(layer("snake")));
        assertEquals("digits.yaml:6:5: model.1: expected a layer that is present, found `atention`; did you mean "
                + "`attention`, which the bundle org.fascicle.attention would provide?", problem(layer("atention")));
    }

    @Test
    void a_name_of_another_kind_is_told_as_such() {
        assertEquals("digits.yaml:6:5: model.1: expected a layer that is present, found `relu`; "
                + "there is an activation of this name", problem(layer("relu")));
    }

    @Test
    void an_unknown_option_is_told_with_the_nearest_and_all() {
        assertEquals("digits.yaml:9:20: optimizer.adam.learning_rate: expected one of learningRate, beta, "
                + "found `learning_rate`; did you mean `learningRate`?",
                problem(with("learningRate", "learning_rate")));
        assertEquals("digits.yaml:12:1: sed: expected one of experiment, about, data, model, loss, optimizer, "
                + "clip, schedule, train, metrics, seed, seeds, backend, found `sed`; did you mean `seed`?",
                problem(with("seed:", "sed:")));
        assertEquals("digits.yaml:8:24: loss.cross-entropy.smoothing: expected no options, found `smoothing`",
                problem(with("cross-entropy", "{cross-entropy: {smoothing: 0.1}}")));
    }

    @Test
    void a_wrong_type_is_told_with_the_right_one() {
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found `many`",
                problem(with("units: 128", "units: many")));
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found `1.5`",
                problem(with("units: 128", "units: 1.5")));
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, "
                + "found the text \"128\"; remove the quotes", problem(with("units: 128", "units: '128'")));
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found a list of 2",
                problem(with("units: 128", "units: [1, 2]")));
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found nothing",
                problem(with("units: 128", "units: null")));
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, from -2147483648 to 2147483647, "
                + "found `99999999999`", problem(with("units: 128", "units: 99999999999")));
        assertEquals("digits.yaml:12:7: seed: expected a whole number, found `one`",
                problem(with("seed: 1", "seed: one")));
        assertEquals("digits.yaml:5:49: model.0.dense.bias: expected true or false, found `yes`",
                problem(with("activation: relu}", "activation: relu, bias: yes}")));
        assertEquals("digits.yaml:3:7: data: expected a mapping with use, validation, batch, shuffle, "
                + "samples, test, stratified, folds, fold, classWeights, found `digits`",
                problem(with("{use: digits, validation: 0.1, batch: 64}", "digits")));
        assertEquals("digits.yaml:4:8: model: expected a list of layers or a mapping of names to mappings with a "
                + "layer, from, found `dense`", problem("""
                experiment: a
                data: {use: digits}
                loss: cross-entropy
                model: dense
                optimizer: adam
                train: {epochs: 1}
                """));
        assertEquals("digits.yaml:6:21: model.1.many.padding: expected one of valid, same-upper, found `same-uper`; "
                + "did you mean `same-upper`?", problem(layer("many: {padding: same-uper}")));
    }

    @Test
    void out_of_range_is_told_with_the_range() {
        assertEquals("digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found `0`",
                problem(with("units: 128", "units: 0")));
        assertEquals("digits.yaml:6:21: model.1.dropout.rate: expected a number, from 0 to 0.95, found `1`",
                problem(layer("dropout: {rate: 1}")));
        assertEquals("digits.yaml:6:21: model.1.dropout.rate: expected a number, from 0 to 0.95, found `.nan`",
                problem(layer("dropout: {rate: .nan}")));
        assertEquals("digits.yaml:6:23: model.1.many.sizes.1: expected a whole number, at least 1, found `0`",
                problem(layer("many: {sizes: [3, 0]}")));
        assertEquals("digits.yaml:6:29: model.1.many.window.height: expected a whole number, at least 1, found `0`",
                problem(layer("many: {window: {height: 0}}")));
        assertEquals("digits.yaml:6:19: model.1.many.limit: expected a number, at least 0, found `-1`",
                problem(layer("many: {limit: -1}")));
    }

    @Test
    void a_required_option_that_is_missing_is_told_with_its_meaning() {
        assertEquals("digits.yaml:6:5: model.1.dense.units: expected a whole number, at least 1, found nothing; "
                + "`units` is number of outputs; it has no default", problem(layer("dense")));
        assertEquals("digits.yaml:10:8: train.epochs: expected a whole number, at least 1, found nothing; "
                + "`epochs` is passes over the training examples; it has no default",
                problem(with("train: {epochs: 5}", "train: {}")));
        assertEquals("digits.yaml:1:1: loss: expected a loss, found nothing; `loss` is what training makes small; "
                + "it has no default", problem(with("loss: cross-entropy\n", "")));
    }

    @Test
    void every_mistake_of_a_file_is_told() {
        String message = assertThrows(InvalidExperimentException.class, () -> reader.read(Sample.text(
                with("units: 128", "units: many").replace("dropout", "dropuot").replace("epochs: 5", "epoch: 5")
                        .replace("seed: 1", "seed: 1\nseed: 2"), "data.batch=0", "nonsense"))).getMessage();
        assertEquals("""
                digits.yaml has 7 mistakes:
                  digits.yaml:13:1: expected each name once, found `seed` a second time; it stands at \
                digits.yaml:12:1 already
                  --set nonsense: expected path=value, found `nonsense`; such as train.epochs=3
                  --set data.batch=0: data.batch: expected a whole number, at least 1, found `0`
                  digits.yaml:5:20: model.0.dense.units: expected a whole number, at least 1, found `many`
                  digits.yaml:6:5: model.1: expected a layer that is present, found `dropuot`; did you mean `dropout`, \
                of the bundle org.fascicle.layers?
                  digits.yaml:10:8: train.epochs: expected a whole number, at least 1, found nothing; \
                `epochs` is passes over the training examples; it has no default
                  digits.yaml:10:9: train.epoch: expected one of epochs, checkpoint, testEvery, earlyStopping, \
                accumulate, average, initialWeights, found `epoch`; \
                did you mean `epochs`?""", message);
    }

    @Test
    void an_empty_file_is_told() {
        assertEquals("digits.yaml: expected an experiment in YAML, found an empty file", problem(""));
        assertEquals("digits.yaml: expected an experiment in YAML, found an empty file", problem("# only a remark\n"));
        assertTrue(problem("---\n").contains("found nothing"), problem("---\n"));
    }

    @Test
    void what_is_not_yaml_is_told_with_its_line() {
        String open = problem("experiment: a\nmodel: [dense, {\nloss: b\n");
        assertTrue(open.startsWith("digits.yaml:4:1: expected YAML, found text that is not YAML ("), open);
        assertTrue(open.endsWith("while parsing a flow mapping that begins on line 2"), open);
        String tab = problem("experiment: a\ndata:\n\tuse: digits\n");
        assertTrue(tab.startsWith("digits.yaml:3:1: expected YAML, found text that is not YAML ("), tab);
        assertTrue(problem("hello world").startsWith("digits.yaml:1:1: expected a mapping with experiment, about, "));
        assertTrue(problem("\0\1\2\3").contains("text that is not YAML"), problem("\0\1\2\3"));
        assertTrue(problem("a: 1\n---\nb: 2\n").contains("text that is not YAML"), problem("a: 1\n---\nb: 2\n"));
        assertEquals("digits.yaml:1:13: expected a value without a tag, found the tag "
                + "tag:yaml.org,2002:java.lang.Runtime; remove the tag",
                problem(with("experiment: digits-mlp", "experiment: !!java.lang.Runtime digits")));
    }

    @Test
    void bytes_that_are_no_text_are_told(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("latin.yaml"), "experiment: a\nabout: Zürich\n".getBytes(
                StandardCharsets.ISO_8859_1));
        String message = assertThrows(InvalidExperimentException.class, () -> reader.read(ExperimentText.of(file)))
                .getMessage();
        assertEquals(file + " has a mistake:\n  " + file + ":2:9: expected a YAML file in UTF-8, found bytes that are "
                + "no UTF-8; save the file as UTF-8 text", message);
    }

    @Test
    void a_yaml_bomb_is_refused_whatever_it_is_made_of() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [").append(String.join(", ",
                    java.util.Collections.nCopies(9, "*a" + (i - 1)))).append("]\n");
        }
        assertEquals("digits.yaml: expected a file that says what it means, found more than 50 aliases",
                problem(laughs.toString()));
        StringBuilder doubling = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 24; i++) {
            doubling.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertTrue(problem(doubling.toString()).contains("found aliases that stand for more than 100000 values"));
        assertTrue(problem("a: " + "[".repeat(100_000)).contains("found values nested deeper than 50"));
        assertTrue(problem("x: " + "y".repeat(2_000_000)).contains("expected at most 1048576 characters"));
        assertTrue(problem("a: &a [*a]").contains("found an alias of what contains it"), problem("a: &a [*a]"));
    }

    @Test
    void a_name_that_stands_twice_is_told_with_both_places() {
        assertEquals("digits.yaml:13:1: expected each name once, found `seed` a second time; "
                + "it stands at digits.yaml:12:1 already", problem(Sample.DIGITS + "seed: 2\n"));
    }

    @Test
    void options_beside_a_name_are_told_to_stand_inside() {
        assertEquals("digits.yaml:6:5: model.1: expected the name of a layer, or {name: {option: value}}, "
                + "found a mapping with dense, units, bias; options stand inside: {dense: {units: …, bias: …}}",
                problem(layer("dense:\n    units: 12\n    bias: true")));
        assertEquals("digits.yaml:6:12: model.1.dense: expected options, {option: value}, found `12`; "
                + "write {dense: {units: 12}}", problem(layer("dense: 12")));
    }

    @Test
    void a_second_optimizer_beside_the_first_is_told() {
        assertEquals("digits.yaml:9:12: optimizer: expected the name of an optimizer, or {name: {option: value}}, "
                + "found a mapping with adam, sgd; one name, not 2",
                problem(Sample.DIGITS, "optimizer.sgd.learningRate=1"));
    }

    @Test
    void options_that_a_constructor_refuses_are_told_in_its_words() {
        assertEquals("digits.yaml:6:14: model.1.grouped: expected options that fit together, found a mapping with "
                + "channels, groups; 7 channels cannot be split into 2 groups", problem(layer(
                "grouped: {channels: 7, groups: 2}")));
        assertEquals("digits.yaml:3:7: data: expected options that fit together, found a mapping with use, validation, "
                + "batch; validation is a fraction below 1 or a whole number of examples, not 1.5",
                problem(with("validation: 0.1", "validation: 1.5")));
        String clip = problem(Sample.DIGITS, "clip={norm: 1, value: 2}");
        assertTrue(clip.endsWith("clip: expected options that fit together, found a mapping with norm, value; clip "
                + "takes a norm or a value: {norm: 1} or {value: 0.5}"), clip);
    }

    @Test
    void a_constructor_that_fails_is_told_with_its_bundle() {
        assertEquals("digits.yaml:6:13: model.1.faulty: expected options that fit together, found a mapping with size; "
                + "the layer faulty of org.fascicle.layers has a fault: java.lang.IllegalStateException: never tested",
                problem(layer("faulty: {size: 2}")));
    }

    @Test
    void a_contribution_without_an_example_is_told_with_its_bundle() {
        Contributions contributions = Contributions.of(Stream.concat(
                Stream.of(Kind.values()).flatMap(kind -> Sample.contributions().all(kind).stream()),
                Stream.of(new Contribution<>(Kind.LAYER, "native", "2.0.0", "org.example.native",
                        (LayerType<?>) Sample.broken()))).toList());
        assertEquals("digits.yaml:6:5: model.1: expected a layer that can be made, found `native`; the layer native of "
                + "org.example.native fails: java.lang.IllegalStateException: no native library",
                assertThrows(InvalidExperimentException.class, () -> new ExperimentReader(contributions)
                        .read(Sample.text(layer("native")))).problems().getFirst().toString());
    }

    @Test
    void a_layer_of_several_tensors_cannot_stand_in_a_list() {
        assertEquals("digits.yaml:6:5: model.1: expected a layer that is a Layer, found `join`; the layer join of "
                + "org.fascicle.layers is a layer of several inputs, which stands in a model of named nodes: "
                + "{name: {layer: {…}, from: [a, b]}}", problem(layer("join")));
    }

    @Test
    void two_metrics_of_one_name_are_told() {
        assertEquals("digits.yaml:11:28: metrics.1: expected each metric under a name of its own, found `top-k` "
                + "a second time; write metrics as {name: top-k, …}",
                problem(with("[accuracy]", "[{top-k: {k: 3}}, top-k]")));
    }

    @Test
    void changes_that_cannot_be_made_are_told() {
        assertEquals("--set train.batch=32: train.batch: expected one of epochs, checkpoint, testEvery, "
                + "earlyStopping, accumulate, average, initialWeights, found `batch`; did you mean `data.batch`?",
                problem(Sample.DIGITS, "train.batch=32"));
        assertEquals("--set train.epochs: expected path=value, found `train.epochs`; such as train.epochs=3",
                problem(Sample.DIGITS, "train.epochs"));
        assertEquals("--set model.9.dense.units=3: model: expected a number from 0 to 3, found `9`; "
                + "3 would make the list longer by one", problem(Sample.DIGITS, "model.9.dense.units=3"));
        assertEquals("--set train.epoch=3: train.epoch: expected one of epochs, checkpoint, testEvery, "
                + "earlyStopping, accumulate, average, initialWeights, found `epoch`; "
                + "did you mean `epochs`?", problem(Sample.DIGITS, "train.epoch=3"));
        assertTrue(problem(Sample.DIGITS, "metrics=[accuracy").startsWith(
                "--set metrics=[accuracy: expected YAML, found text that is not YAML"));
    }

    @Test
    void a_model_without_layers_and_a_name_without_letters_are_refused() {
        assertTrue(problem(Sample.DIGITS, "model=[]").contains("a model needs at least one layer"));
        assertTrue(problem(Sample.DIGITS, "experiment=\" \"").contains("an experiment needs a name"));
    }

    @Test
    void a_shape_that_does_not_fit_is_told_where_its_layer_stands() {
        String yaml = layer("residual:\n      layers:\n        - dropout\n        - dense: {units: 3}");
        ShapeException mismatch = new ShapeException("residual", List.of(TensorType.of(DType.F32, 64, 128),
                TensorType.of(DType.F32, 64, 3)), "both have one shape", "1", "let its last layer give [128]");
        assertEquals("digits.yaml:6:5: model.1.residual: expected shapes that fit (both have one shape), found "
                + "residual of f32[64,128] and f32[64,3]; let its last layer give [128]",
                reader.problem(Sample.text(yaml), mismatch).toString());
        ShapeException inside = new ShapeException("dot", List.of(TensorType.of(DType.F32, 64, 128)), "rule",
                "1.1", "");
        assertEquals("digits.yaml:9:11: model.1.residual.layers.1.dense: expected shapes that fit (rule), found dot of "
                + "f32[64,128]", reader.problem(Sample.text(yaml), inside).toString());
        assertEquals("digits.yaml:7:5: model.2.dense: expected shapes that fit (rule), found dot of f32[2]",
                reader.problem(Sample.text(Sample.DIGITS), new ShapeException("dot",
                        List.of(TensorType.of(DType.F32, 2)), "rule", "2", "")).toString());
    }
}
