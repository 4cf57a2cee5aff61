package org.fascicle.data;

import java.util.List;

/**
 * An experiment to begin with.
 *
 * @param text the experiment file
 * @param findings what was found in the data, a sentence each
 */
public record Draft(String text, List<String> findings) {
    public Draft {
        findings = List.copyOf(findings);
    }
}
