package org.fascicle.experiment;

import java.util.List;
import java.util.Map;
import org.fascicle.experiment.config.ConfigTree;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/**
 * Where a layer stands in a file.
 *
 * @param path such as {@code model.2.residual.layers.0.dense}
 * @param tree what stands there
 */
record LayerPlace(String path, ConfigTree tree) {
    /** Stands beside the layer of a named node. */
    private static final String SOURCES = "from";

    /**
     * The place of a layer path such as {@code 2.0}, whose segments are numbers or names of parts; it is followed as
     * far as the file has a node for it.
     */
    static LayerPlace of(ConfigTree model, String layerPath) {
        LayerPlace place = new LayerPlace("model", model);
        for (String segment : layerPath.isEmpty() ? List.<String>of() : List.of(layerPath.split("\\."))) {
            place = place.part(segment);
        }
        return place.named();
    }

    private LayerPlace part(String segment) {
        return switch (tree) {
            case Sequence(List<ConfigTree> items, var _) -> segment.matches("\\d{1,6}")
                    && Integer.parseInt(segment) < items.size()
                    ? new LayerPlace(path + "." + segment, items.get(Integer.parseInt(segment))) : this;
            case Mapping(Map<String, Entry> entries, var _) when entries.containsKey(segment) ->
                    enter(segment, entries.get(segment));
            case Mapping(Map<String, Entry> entries, var _) -> {
                List<Map.Entry<String, Entry>> inside = entries.entrySet().stream()
                        .filter(entry -> !(entry.getValue().value() instanceof Scalar))
                        .filter(entry -> !entry.getKey().equals(SOURCES)).toList();
                LayerPlace deeper = inside.size() == 1
                        ? enter(inside.getFirst().getKey(), inside.getFirst().getValue()).part(segment) : this;
                yield deeper.path.endsWith("." + segment) ? deeper : this;
            }
            case Scalar _ -> this;
        };
    }

    /** The layer with its name, where the place is one. */
    private LayerPlace named() {
        return switch (tree) {
            case Mapping(Map<String, Entry> entries, var _) when entries.size() == 1
                    || entries.size() == 2 && entries.containsKey(SOURCES) -> {
                String name = entries.keySet().stream().filter(key -> !key.equals(SOURCES)).findFirst().orElse(SOURCES);
                yield new LayerPlace(path + "." + name, tree);
            }
            case Scalar scalar -> new LayerPlace(path + "." + scalar.text(), tree);
            case Mapping _, Sequence _ -> this;
        };
    }

    private LayerPlace enter(String name, Entry entry) {
        return new LayerPlace(path + "." + name, entry.value());
    }
}
