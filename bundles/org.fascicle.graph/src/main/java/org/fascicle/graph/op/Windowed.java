package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** Folds a window at each of its positions: {@code [batch, spatial…, channels] → [batch, positions…, channels]}. */
@ProviderType
public sealed interface Windowed extends Op permits WindowArgMax, WindowMax, WindowSum {
    /** How the window moves. */
    Window window();

    @Override
    default String attributes() {
        return window().toString();
    }

    /** The type of the values at the positions, for an operand that fits. */
    default TensorType atPositions(List<TensorType> operands) {
        if (operands.size() != 1 || !operands.getFirst().dtype().isFloating()
                || !window().fits(operands.getFirst().shape())) {
            throw new ShapeException(name(), operands, "it takes [batch, spatial…, channels] into which the window "
                    + "fits: " + window(), "give the input more padding, or take a smaller window");
        }
        TensorType operand = operands.getFirst();
        return operand.with(window().output(operand.shape(), operand.shape().size(-1)));
    }
}
