package org.fascicle.experiment.config;

import java.util.List;
import java.util.Optional;

/** Text to tree and back. The text is YAML 1.2, of which JSON is a part; tags are refused, and what grows when read. */
public final class Yaml {
    private Yaml() {
    }

    /**
     * The tree of a text after some changes.
     *
     * @param source what messages call the text
     * @param text the text
     * @param changes such as {@code train.epochs=3}, {@code model.0.dense.units=64}, {@code optimizer={sgd: {}}}, in
     *        the order in which they apply; the number after the last of a list makes it longer
     * @param problems where mistakes go; where the result is empty there is at least one more
     */
    public static Optional<ConfigTree> read(String source, String text, List<String> changes, List<Problem> problems) {
        return YamlReader.read(source, text, problems).map(tree -> Setting.applyAll(tree, changes, problems));
    }

    /** A tree as a file; reading it gives the same values. */
    public static String write(ConfigTree tree) {
        return new YamlWriter().write(tree);
    }
}
