package org.fascicle.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fascicle.contribution.InvalidOptionsException.Mistake;

/** How the nodes of a graph hang together. */
record Wiring(Map<String, LayerNode> nodes) {
    /** The node that a source names, if it names one. */
    Optional<String> node(String source) {
        int dot = source.indexOf('.');
        String name = dot < 0 ? source : source.substring(0, dot);
        return nodes.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /** The nodes, each behind all that it reads, else as they are written; those in a cycle are left out. */
    List<String> order() {
        Set<String> done = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            Optional<String> next = nodes.keySet().stream()
                    .filter(name -> !done.contains(name) && done.containsAll(sources(name))).findFirst();
            next.ifPresent(done::add);
            more = next.isPresent();
        }
        return List.copyOf(done);
    }

    /** What is read and is no node, by the place that reads it. */
    Map<String, String> outside() {
        Map<String, String> outside = new LinkedHashMap<>();
        nodes.forEach((name, node) -> node.from().byPlace().forEach((place, source) -> {
            if (node(source).isEmpty()) {
                outside.put(name + ".from." + place, source);
            }
        }));
        return outside;
    }

    /** Everything that is wrong, whatever the data has. */
    List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        nodes.forEach((name, node) -> {
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*")) {
                mistakes.add(new Mistake(name, "`" + name + "`", "a name of letters, digits, - and _, a letter first",
                        "the parameters of the node are called after it"));
            }
            inputs(name, node, mistakes);
        });
        cycles(mistakes);
        if (nodes.containsKey(LayerGraph.OUTPUT)) {
            unused(mistakes);
        } else {
            Set<String> ends = ends();
            mistakes.add(new Mistake("", nodes.isEmpty() ? "no nodes" : "the nodes " + listed(nodes.keySet()),
                    "a node `output`, which gives what the model gives",
                    ends.size() == 1 ? "call `" + ends.iterator().next() + "` so" : ""));
        }
        return mistakes;
    }

    private static void inputs(String name, LayerNode node, List<Mistake> mistakes) {
        Collection<String> given = node.from().byPlace().keySet();
        String path = name + ".from";
        switch (node.layer()) {
            case Layer _ when node.from() instanceof Sources.Named || given.size() != 1 -> mistakes.add(new Mistake(
                    path, count(given.size()), "one source, for a layer of one input",
                    given.size() > 1 ? "join them first, by a node of `add` or `concatenate`" : ""));
            case MergeLayer _ when given.isEmpty() ->
                mistakes.add(new Mistake(path, count(0), "a source at least", ""));
            case MergeLayer merge when !takes(merge, node.from()) -> mistakes.add(new Mistake(path,
                    node.from() instanceof Sources.Named ? "sources for " + listed(given) : count(given.size()),
                    "sources for " + merge.inputs().stream().map(Wiring::listed).collect(Collectors.joining(", or ")),
                    ""));
            case Layer _, MergeLayer _ -> { }
        }
    }

    private static boolean takes(MergeLayer layer, Sources from) {
        return layer.inputs().isEmpty() || layer.inputs().stream().anyMatch(inputs -> switch (from) {
            case Sources.Named(Map<String, String> given) -> Set.copyOf(inputs).equals(given.keySet());
            case Sources.Listed(List<String> given) -> inputs.size() == given.size();
        });
    }

    /** Each cycle once, where it is first met. */
    private void cycles(List<Mistake> mistakes) {
        Set<String> told = new LinkedHashSet<>(order());
        for (String start : nodes.keySet()) {
            List<String> way = new ArrayList<>();
            String at = start;
            while (!told.contains(at) && !way.contains(at)) {
                way.add(at);
                // a node that is in no order reads another one that is in none
                at = sources(at).stream().filter(source -> !told.contains(source)).findFirst().orElse(start);
            }
            int begin = way.indexOf(at);
            if (begin >= 0 && sources(way.getLast()).contains(at)) {
                List<String> circle = new ArrayList<>(way.subList(begin, way.size()));
                circle.add(at);
                mistakes.add(new Mistake(at + ".from", "the cycle " + String.join(" ← ", circle),
                        "sources that do not depend on the node itself", circle.size() > 2
                        ? "read another node in one of them"
                        : "a node may not have the name of a feature that it reads"));
            }
            told.addAll(way);
        }
    }

    /** Nodes that no other one reads; what they alone read is used as soon as they are. */
    private void unused(List<Mistake> mistakes) {
        Set<String> ends = ends();
        ends.remove(LayerGraph.OUTPUT);
        String missed = outside().isEmpty() ? "" : "; what is read and is no node: "
                + listed(new LinkedHashSet<>(outside().values()));
        ends.forEach(name -> mistakes.add(new Mistake(name, "one that no node reads", "a node that is used",
                "name it in a `from`, or leave it out" + missed)));
    }

    private Set<String> ends() {
        Set<String> ends = new LinkedHashSet<>(nodes.keySet());
        nodes.keySet().forEach(name -> ends.removeAll(sources(name)));
        return ends;
    }

    private List<String> sources(String name) {
        return nodes.get(name).from().byPlace().values().stream().flatMap(source -> node(source).stream()).toList();
    }

    private static String count(int sources) {
        return sources == 0 ? "none" : sources == 1 ? "one source" : sources + " sources";
    }

    private static String listed(Collection<String> names) {
        return String.join(", ", names);
    }
}
