package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Graph;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** An operation that is made of others: its body says what it computes and runs wherever no kernel knows better. */
@ProviderType
public sealed interface Region extends Op permits Call, Custom, Fusion, Scan {
    /** What it computes: its inputs take the operands in order, its outputs are the results in order. */
    Graph body();

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        if (!operands.equals(body().inputTypes())) {
            throw new ShapeException(name(), operands, "its body takes " + body().inputTypes(), "");
        }
        return body().outputTypes();
    }
}
