package org.fascicle.graph;

import org.osgi.annotation.versioning.ProviderType;

/** What a gradient rule is given, and where it leaves its answer: a vector-Jacobian product in the same graph. */
@ProviderType
public interface Pullback {
    /** Grows the gradient, in the graph that holds the node. */
    Emitter emitter();

    /** The derivative of the loss by the one result of the node. */
    default Node cotangent() {
        return cotangent(0);
    }

    /** The derivative of the loss by one result; zeros where the loss does not depend on it. */
    Node cotangent(int result);

    /** Adds to the derivative of the loss by one operand; operands that are never named have none. */
    void add(int operand, Node cotangent);
}
