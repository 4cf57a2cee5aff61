package org.fascicle.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.Sample.Attend;
import org.fascicle.experiment.Sample.Dense;
import org.fascicle.experiment.Sample.Dropout;
import org.fascicle.experiment.Sample.Join;
import org.fascicle.experiment.Sample.Relu;
import org.fascicle.experiment.config.Problem;
import org.fascicle.nn.LayerNode;
import org.fascicle.nn.Sources;
import org.junit.jupiter.api.Test;

/** A model of named nodes, as it is written. */
class NamedNodesTest {
    private static final String GRAPH = """
            experiment: translate
            data: {use: digits}
            model:
              words: {dense: {units: 8}, from: source}
              so-far:
                dense: {units: 8}
                from: previous
              both: {attend: , from: {memory: words, query: so-far}}
              joined: {join: {axis: 2}, from: [both, so-far.output]}
              output: {dropout: {rate: 0.25}, from: [joined]}
            loss: cross-entropy
            optimizer: adam
            train: {epochs: 1}
            """;

    private final ExperimentReader reader = Sample.reader();

    private Experiment read(String yaml, String... changes) throws InvalidExperimentException {
        return reader.read(Sample.text(yaml, changes));
    }

    private List<String> problems(String model) {
        String yaml = GRAPH.substring(0, GRAPH.indexOf("  words")) + model.indent(2)
                + GRAPH.substring(GRAPH.indexOf("loss:"));
        return assertThrows(InvalidExperimentException.class, () -> read(yaml)).problems().stream()
                .map(Problem::toString).toList();
    }

    @Test
    void nodes_have_a_layer_and_sources() throws Exception {
        Map<String, LayerNode> nodes = new LinkedHashMap<>();
        nodes.put("words", LayerNode.of(new Dense(8, new Relu(), true), "source"));
        nodes.put("so-far", LayerNode.of(new Dense(8, new Relu(), true), "previous"));
        nodes.put("both", new LayerNode(new Attend(), new Sources.Named(Map.of("query", "so-far", "memory", "words"))));
        nodes.put("joined", LayerNode.of(new Join(2), "both", "so-far.output"));
        nodes.put("output", LayerNode.of(new Dropout(0.25), "joined"));
        Model.Joined model = (Model.Joined) read(GRAPH).model();
        assertEquals(new Model.Joined(nodes), model);
        assertEquals(List.copyOf(nodes.keySet()), List.copyOf(model.parts().keySet()), "as they are written");
        assertEquals(Map.of("words.from.0", "source", "so-far.from.0", "previous"), model.features());
    }

    @Test
    void what_is_written_with_all_defaults_is_read_as_the_same() throws Exception {
        Experiment experiment = read(GRAPH);
        assertEquals(experiment, read(reader.write(experiment)), reader.write(experiment));
    }

    @Test
    void a_change_reaches_a_node_by_its_name() throws Exception {
        Model.Joined model = (Model.Joined) read(GRAPH, "model.words.dense.units=3", "model.joined.from=[words, both]")
                .model();
        assertEquals(new Dense(3, new Relu(), true), model.parts().get("words"));
        assertEquals(Sources.of("words", "both"), model.nodes().get("joined").from());
    }

    @Test
    void every_mistake_in_the_wiring_is_told_with_its_place() {
        assertEquals(List.of(
                "digits.yaml:4:33: model.a.from: expected one source, for a layer of one input, found 2 sources; join "
                        + "them first, by a node of `add` or `concatenate`",
                "digits.yaml:5:26: model.b.from: expected sources for query, memory, or query, key, value, found one "
                        + "source",
                "digits.yaml:6:26: model.c.from: expected sources for query, memory, or query, key, value, found "
                        + "sources for query, memry",
                "digits.yaml:7:24: model.d.from: expected a source at least, found none",
                "digits.yaml:9:25: model.f.from: expected sources that do not depend on the node itself, found the "
                + "cycle f ← g ← f; read another node in one of them",
                "digits.yaml:11:25: model.h.from: expected sources that do not depend on the node itself, found the "
                        + "cycle h ← h; a node may not have the name of a feature that it reads",
                "digits.yaml:8:7: model.e: expected a node that is used, found one that no node reads; name it "
                        + "in a `from`, or leave it out; what is read and is no node: x, ee"),
                problems("""
                        a:  {dense: {units: 8}, from: [x, b]}
                        b:  {attend: {}, from: [x]}
                        c:  {attend: {}, from: {query: a, memry: b}}
                        d:  {join: {}, from: []}
                        e:  {dropout: , from: x}
                        f:  {dropout: , from: g}
                        g:  {dropout: , from: f}
                        h:  {dropout: , from: h}
                        output: {join: , from: [a, b, c, d, f, g, h, ee]}
                        """));
    }

    @Test
    void a_graph_without_an_output_is_told_which_node_may_be_meant() {
        assertEquals(List.of("digits.yaml:4:3: model: expected a node `output`, which gives what the model gives, "
                + "found the nodes hidden, scores; call `scores` so"), problems("""
                hidden: {dense: {units: 8}, from: x}
                scores: {dense: {units: 2}, from: hidden}
                """));
    }

    @Test
    void a_node_without_its_layer_or_its_sources_is_told_as_such() {
        assertEquals(List.of(
                "digits.yaml:4:6: model.a.from: expected a list of texts or a mapping of names to texts, found "
                + "nothing; `from` is what it reads: nodes, or features of the data; it has no default",
                "digits.yaml:5:6: model.b: expected the name of a layer, or {name: {option: value}}, found an empty "
                        + "mapping",
                "digits.yaml:6:11: model.output: expected the name of a layer, or {name: {option: value}}, found a "
                        + "mapping with dense, dropout; one name, not 2"), problems("""
                a: {dropout: {}}
                b: {from: a}
                output: {dense: {units: 8}, dropout: {}, from: b}
                """));
    }

    @Test
    void two_nodes_of_one_name_are_told_with_both_places() {
        assertEquals(List.of("digits.yaml:5:3: expected each name once, found `output` a second time; it stands at "
                + "digits.yaml:4:3 already"), problems("""
                output: {dropout: {}, from: x}
                output: {dropout: {}, from: y}
                """));
    }

    @Test
    void a_source_that_is_neither_a_node_nor_a_feature_is_told_with_the_nearest() throws Exception {
        Experiment experiment = read(GRAPH.replace("from: source", "from: sorce").replace("so-far.output]", "bth]"));
        assertEquals(List.of(
                "digits.yaml:4:36: model.words.from: expected a node, or a feature of the data to read (source, "
                        + "previous), found `sorce`; did you mean `source`?",
                "digits.yaml:9:42: model.joined.from.1: expected a node, or a feature of the data to read (source, "
                        + "previous), found `bth`; did you mean `both`?"),
                reader.unknownSources(Sample.text(GRAPH.replace("from: source", "from: sorce")
                        .replace("so-far.output]", "bth]")), experiment, List.of("source", "previous")).stream()
                        .map(Problem::toString).toList());
    }
}
