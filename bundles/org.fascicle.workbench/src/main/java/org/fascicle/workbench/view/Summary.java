package org.fascicle.workbench.view;

import java.util.List;
import java.util.Locale;
import org.fascicle.workbench.ModelReport.LayerRow;

/**
 * A model as a table of its layers.
 *
 * @param layers the layers in order
 * @param parameters number of trained values; a layer that shares those of another shows none
 * @param flops floating-point operations that one example costs forward, counted by {@link
 *        org.fascicle.compiler.Flops}
 */
public record Summary(List<LayerRow> layers, long parameters, long flops) {
    public Summary {
        layers = List.copyOf(layers);
    }

    /** A heading, a line a layer, and the totals. */
    public List<String> lines() {
        Columns table = new Columns().row("path", "layer", "output", "parameters", "flops");
        layers.forEach(row -> table.row(row.path(), row.layer(), row.output(), count(row.parameters()),
                count(row.flops())));
        return table.row("total", "", "", count(parameters), count(flops)).lines();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
