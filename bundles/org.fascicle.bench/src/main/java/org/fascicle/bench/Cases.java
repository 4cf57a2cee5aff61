package org.fascicle.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.config.Binder;
import org.fascicle.experiment.config.ConfigTree;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.Problem;
import org.fascicle.experiment.config.Yaml;
import org.fascicle.workbench.WorkbenchException;

/**
 * The cases of {@code cases.yaml}. A case becomes a network only when it is asked for, so that one whose layers are not
 * there is in nobody's way.
 */
final class Cases {
    private static final String FILE = "cases.yaml";
    private final Mapping all;

    private Cases(Mapping all) {
        this.all = all;
    }

    /** Those of this bundle. */
    static Cases all() {
        List<Problem> problems = new ArrayList<>();
        Optional<ConfigTree> tree = Yaml.read(FILE, resource(FILE), List.of(), problems);
        if (tree.isPresent() && tree.get() instanceof Mapping mapping) {
            return new Cases(mapping);
        }
        throw new IllegalStateException(FILE + " is no list of cases: " + problems);
    }

    /** A text that lies beside this class. */
    static String resource(String name) {
        try (InputStream bytes = Cases.class.getResourceAsStream(name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return List.copyOf(all.entries().keySet());
    }

    /**
     * Some of the cases, in the order asked for; all of them where none is named.
     *
     * @param wanted names, or beginnings of names
     * @throws WorkbenchException with everything that is no case, or that this catalog lacks
     */
    Map<String, Case> choose(List<String> wanted, Contributions contributions) throws WorkbenchException {
        Map<String, Case> chosen = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        for (String word : wanted.isEmpty() ? names() : wanted) {
            List<String> meant = names().contains(word) ? List.of(word)
                    : names().stream().filter(name -> name.startsWith(word)).toList();
            if (meant.isEmpty()) {
                mistakes.add("there is no case \"" + word + "\"" + Names.nearest(word, names())
                        .map(near -> "; did you mean \"" + near + "\"?").orElse(""));
            }
            for (String name : meant) {
                List<Problem> problems = new ArrayList<>();
                new Binder(contributions, problems).bind(all.entries().get(name).value(), Case.template())
                        .ifPresent(found -> chosen.put(name, found));
                problems.forEach(problem -> mistakes.add("the case " + name + " cannot be made: " + problem));
            }
        }
        if (!mistakes.isEmpty()) {
            throw WorkbenchException.wrong(mistakes.stream().collect(Collectors.joining("\n  ")), "there are "
                    + String.join(", ", names()));
        }
        return chosen;
    }
}
