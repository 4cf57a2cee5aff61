package org.fascicle.conformance;

import java.util.List;

/** How a case of one target is carried out here. */
@FunctionalInterface
interface Check {
    /** What differs; empty where nothing does. Throws {@link NotCovered} for what has no counterpart. */
    List<String> differences(Case given);
}
