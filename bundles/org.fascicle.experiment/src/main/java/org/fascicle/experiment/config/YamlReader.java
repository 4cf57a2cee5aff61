package org.fascicle.experiment.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Text to tree: YAML 1.2, of which JSON is a part. What is small and grows when it is read is refused: nesting deeper
 * than {@value #DEPTH}, more than {@value #ALIASES} aliases, more than {@value #NODES} values behind aliases.
 */
final class YamlReader {
    /** Characters of a text. */
    static final int CHARACTERS = 1 << 20;
    static final int DEPTH = 50;
    static final int ALIASES = 50;
    static final int NODES = 100_000;
    private static final Set<Tag> TAGS = Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.SEQ, Tag.MAP);

    private final String source;
    private final boolean lines;
    private final List<Problem> problems;
    private final Set<Node> open = new HashSet<>();
    private int nodes;
    private boolean usable = true;

    private YamlReader(String source, boolean lines, List<Problem> problems) {
        this.source = source;
        this.lines = lines;
        this.problems = problems;
    }

    /** The tree of a text, or nothing and at least one problem more; a name that stands twice is a problem, too. */
    static Optional<ConfigTree> read(String source, String text, List<Problem> problems) {
        return new YamlReader(source, true, problems).tree(text);
    }

    /** The same for a text on one line of a command, whose columns say nothing. */
    static Optional<ConfigTree> readValue(String source, String text, List<Problem> problems) {
        return new YamlReader(source, false, problems).tree(text);
    }

    private Optional<ConfigTree> tree(String written) {
        String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
        int foreign = text.indexOf('\uFFFD');
        if (foreign >= 0) {
            int line = (int) text.substring(0, foreign).chars().filter(c -> c == '\n').count() + 1;
            return refuse(new Location(source, line, foreign - text.lastIndexOf('\n', foreign)),
                    "bytes that are no UTF-8", "a YAML file in UTF-8", "save the file as UTF-8 text");
        }
        if (text.length() > CHARACTERS) {
            return refuse(Location.of(source), text.length() + " characters", "at most " + CHARACTERS + " characters",
                    "is this the right file?");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(source).setMaxAliasesForCollections(ALIASES)
                .setCodePointLimit(CHARACTERS).setAllowDuplicateKeys(false).setAllowRecursiveKeys(false).build();
        try {
            if (!shallow(text, settings)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return refuse(Location.of(source), "an empty file", "an experiment in YAML", "");
            }
            ConfigTree tree = convert(root.get());
            return usable ? Optional.of(tree) : Optional.empty();
        } catch (MarkedYamlEngineException notYaml) {
            String begun = notYaml.getContext() == null ? "" : notYaml.getContext() + notYaml.getContextMark()
                    .map(mark -> " that begins on line " + (mark.getLine() + 1)).orElse("");
            return refuse(location(notYaml.getProblemMark()), "text that is not YAML (" + notYaml.getProblem() + ")",
                    "YAML", begun);
        } catch (YamlEngineException notYaml) {
            boolean aliases = String.valueOf(notYaml.getMessage()).contains("aliases");
            return refuse(Location.of(source), aliases ? "more than " + ALIASES + " aliases" : "text that is not YAML ("
                    + firstLine(notYaml) + ")", aliases ? "a file that says what it means" : "YAML", "");
        }
    }

    /** The library follows nesting by recursion, so that its depth has to be known before. */
    private boolean shallow(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEPTH) {
                refuse(location(event.getStartMark()), "values nested deeper than " + DEPTH,
                        "at most " + DEPTH + " levels", "");
                return false;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return true;
    }

    private ConfigTree convert(Node node) {
        Location location = location(node.getStartMark());
        if (++nodes > NODES) {
            if (nodes == NODES + 1) {
                usable = false;
                refuse(location, "aliases that stand for more than " + NODES + " values",
                        "a file that says what it means", "");
            }
            return new ConfigTree.Scalar("", false, location);
        }
        if (!TAGS.contains(node.getTag())) {
            refuse(location, "the tag " + node.getTag().getValue(), "a value without a tag", "remove the tag");
        }
        if (!open.add(node)) {
            usable = false;
            refuse(location, "an alias of what contains it", "a value that ends", "");
            return new ConfigTree.Scalar("", false, location);
        }
        ConfigTree tree = switch (node) {
            case SequenceNode sequence -> new ConfigTree.Sequence(
                    sequence.getValue().stream().map(this::convert).toList(), location);
            case MappingNode mapping -> mapping(mapping, location);
            case ScalarNode scalar -> new ConfigTree.Scalar(scalar.getValue(), !scalar.isPlain(), location);
            default -> throw new IllegalStateException("no such node: " + node);
        };
        open.remove(node);
        return tree;
    }

    private ConfigTree mapping(MappingNode mapping, Location location) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Location place = location(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                refuse(place, "a list or mapping as a name", "a name", "");
                continue;
            }
            Entry entry = new Entry(place, convert(tuple.getValueNode()));
            Entry earlier = entries.putIfAbsent(key.getValue(), entry);
            if (earlier != null) {
                refuse(place, "`" + key.getValue() + "` a second time", "each name once",
                        "it stands at " + earlier.key() + " already");
            }
        }
        return new ConfigTree.Mapping(entries, location);
    }

    private Location location(Optional<Mark> mark) {
        return lines ? mark.map(at -> new Location(source, at.getLine() + 1, at.getColumn() + 1))
                .orElse(Location.of(source)) : Location.of(source);
    }

    private Optional<ConfigTree> refuse(Location location, String found, String expected, String hint) {
        problems.add(new Problem("", location, found, expected, hint));
        return Optional.empty();
    }

    private static String firstLine(Exception exception) {
        List<String> lines = new ArrayList<>(String.valueOf(exception.getMessage()).lines().toList());
        return lines.isEmpty() ? exception.getClass().getSimpleName() : lines.getFirst();
    }
}
