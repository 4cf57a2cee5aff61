package org.fascicle.experiment.config;

import java.util.List;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Tree to YAML: short mappings on one line, lists of anything but single values one item a line. */
final class YamlWriter {
    private static final int COLUMNS = 100;
    private final DumpSettings settings = DumpSettings.builder().setIndent(2).setIndicatorIndent(2)
            .setIndentWithIndicator(true).setWidth(1000).setSplitLines(false).build();

    /** As a file: the outermost mapping one name a line. */
    String write(ConfigTree tree) {
        return emit(node(tree, 0, tree instanceof Scalar));
    }

    /** On one line. */
    String writeInline(ConfigTree tree) {
        return emit(node(tree, 0, true)).strip();
    }

    private String emit(Node root) {
        return new Present(settings).emitToString(new Serialize(settings).serializeOne(root).iterator());
    }

    private Node node(ConfigTree tree, int indent, boolean inline) {
        FlowStyle style = inline ? FlowStyle.FLOW : FlowStyle.BLOCK;
        return switch (tree) {
            case Scalar scalar -> new ScalarNode(scalar.quoted() ? Tag.STR : settings.getSchema().getScalarResolver()
                    .resolve(scalar.text(), true), scalar.text(), ScalarStyle.PLAIN);
            case Sequence sequence -> new SequenceNode(Tag.SEQ, sequence.items().stream()
                    .map(item -> node(item, indent + 4, inline || !named(item) && fits(item, indent + 4))).toList(),
                    style);
            case Mapping mapping -> new MappingNode(Tag.MAP, mapping.entries().entrySet().stream()
                    .map(entry -> new NodeTuple(new ScalarNode(Tag.STR, entry.getKey(), ScalarStyle.PLAIN),
                            node(entry.getValue().value(), indent + 2, inline || fits(entry.getValue().value(),
                                    indent + entry.getKey().length() + 2))))
                    .toList(), style);
        };
    }

    /** One name with what is below it reads best without braces around both. */
    private static boolean named(ConfigTree tree) {
        return tree instanceof Mapping mapping && mapping.entries().size() == 1;
    }

    private static boolean fits(ConfigTree tree, int indent) {
        return flat(tree) && indent + length(tree) <= COLUMNS;
    }

    private static boolean flat(ConfigTree tree) {
        return switch (tree) {
            case Scalar _ -> true;
            case Sequence(List<ConfigTree> items, Location _) -> items.stream().allMatch(Scalar.class::isInstance);
            case Mapping mapping -> mapping.entries().values().stream().allMatch(entry -> flat(entry.value()));
        };
    }

    private static int length(ConfigTree tree) {
        return switch (tree) {
            case Scalar scalar -> scalar.text().length();
            case Sequence sequence -> sequence.items().stream().mapToInt(item -> length(item) + 2).sum() + 2;
            case Mapping mapping -> mapping.entries().entrySet().stream()
                    .mapToInt(entry -> entry.getKey().length() + length(entry.getValue().value()) + 4).sum() + 2;
        };
    }
}
