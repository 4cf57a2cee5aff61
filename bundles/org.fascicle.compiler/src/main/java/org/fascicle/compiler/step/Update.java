package org.fascicle.compiler.step;

import java.util.List;
import java.util.Optional;
import org.fascicle.nn.Optimizer;

/**
 * How parameters follow their gradients.
 *
 * @param groups which parameters are updated how; the first group whose pattern a path matches has it, and a parameter
 *        of no group is frozen
 * @param clipping what is done to all gradients first
 */
public record Update(List<ParameterGroup> groups, Optional<Clipping> clipping) {
    public Update {
        groups = List.copyOf(groups);
    }

    /** One optimizer for all parameters. */
    public static Update by(Optimizer optimizer) {
        return new Update(List.of(ParameterGroup.of("*", optimizer)), Optional.empty());
    }

    /** The group that a parameter belongs to. */
    public Optional<ParameterGroup> group(String path) {
        return groups.stream().filter(group -> group.matches(path)).findFirst();
    }
}
