package org.fascicle.nn;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Inline;
import org.fascicle.contribution.Required;

/**
 * A layer of a {@link LayerGraph}, and what it reads.
 *
 * @param layer the layer
 * @param from its sources
 */
public record LayerNode(
        @Inline @About("the layer") Block layer,
        @Required @About("what it reads: nodes, or features of the data") Sources from) {
    /** A layer that reads these in order. */
    public static LayerNode of(Block layer, String... from) {
        return new LayerNode(layer, Sources.of(from));
    }
}
