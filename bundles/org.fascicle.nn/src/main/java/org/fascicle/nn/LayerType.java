package org.fascicle.nn;

import java.util.List;
import org.fascicle.contribution.ContributionType;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A layer as a service; the component carries {@link LayerName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface LayerType<C extends Block> extends ContributionType<C> {
    /** Types of inputs that the example takes, for tests and help: one f32 [3, 4] unless a layer says otherwise. */
    default List<TensorType> exampleInputs() {
        return List.of(TensorType.of(DType.F32, 3, 4));
    }

}
