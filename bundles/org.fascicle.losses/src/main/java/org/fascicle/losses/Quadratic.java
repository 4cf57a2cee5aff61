package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Half the squared length of the error, {@code ½ ‖y − t‖²}, mean over the batch (Nielsen: Neural networks and deep
 * learning, 2015, ch. 1, eq. 6).
 *
 * <p>in: output [batch, …], target the same, or integer class numbers [batch…], which become columns with a 1 at the
 * class (numbers themselves where there is one column) → out: []
 */
@About("½ ‖output − target‖², mean over the batch: the cost of Nielsen's book")
public record Quadratic() implements Loss {
    /** Throws {@link ShapeException} where the target fits the output in neither way. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        Tensor values = Targets.values("quadratic", output, target);
        return Trace.call("quadratic", List.of(output, values), operands -> {
            Tensor y = operands.get(0);
            int examples = y.rank() == 0 ? 1 : y.size(0);
            return y.minus(operands.get(1)).square().sum().times(0.5 / examples);
        });
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code quadratic} as a service. */
    @Component
    @LossName("quadratic")
    public static final class Type implements LossType<Quadratic> {
        @Override
        public Quadratic example() {
            return new Quadratic();
        }
    }
}
