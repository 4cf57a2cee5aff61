package org.fascicle.compiler.step;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.nn.Optimizer;

/**
 * Parameters that are updated alike.
 *
 * @param pattern which paths: {@code *} stands for any characters, {@code |} parts alternatives, such as
 *        {@code *.bias|norm*}
 * @param optimizer how they are updated; empty: they are frozen
 * @param rate factor on the learning rate of the step
 */
public record ParameterGroup(String pattern, Optional<Optimizer> optimizer, double rate) {
    /** Parameters updated by an optimizer at the rate of the step. */
    public static ParameterGroup of(String pattern, Optimizer optimizer) {
        return new ParameterGroup(pattern, Optional.of(optimizer), 1);
    }

    /** Parameters that stay as they are. */
    public static ParameterGroup frozen(String pattern) {
        return new ParameterGroup(pattern, Optional.empty(), 0);
    }

    /** Whether a parameter belongs to the group. */
    public boolean matches(String path) {
        String regex = Stream.of(pattern.split("\\|"))
                .map(one -> Stream.of(one.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|"));
        return path.matches(regex);
    }
}
