package org.fascicle.workbench.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.compiler.step.Variable;
import org.fascicle.graph.HostTensor;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/**
 * An optimizer that also keeps an exponential moving average of what it makes (Polyak and Juditsky 1992): w̄₁ = w₁,
 * w̄ₜ = decay·w̄ₜ₋₁ + (1 - decay)·wₜ. It moves no parameter by it.
 *
 * @param optimizer what parameters follow
 * @param decay of the average, from 0 to below 1
 */
record Averaged(Optimizer optimizer, double decay) implements Optimizer {
    /** Unlike any slot of an optimizer that is averaged. */
    private static final String SLOT = "movingAverage";

    /** The optimizer itself where there is no average to keep. */
    static Optimizer of(Optimizer optimizer, double decay) {
        return decay == 0 ? optimizer : new Averaged(optimizer, decay);
    }

    @Override
    public double learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor updated = optimizer.update(parameter, gradient, slots);
        Tensor average = slots.get(SLOT, 0);
        // 0 in the first step, the decay in each other
        Tensor kept = slots.step().minus(1).minimum(1).times(decay);
        slots.put(SLOT, average.times(kept).plus(updated.times(kept.negate().plus(1))));
        return updated;
    }

    /** Values before the first step with averages that are the parameters; the first step makes anew of them. */
    static Map<String, HostTensor> begun(Map<String, HostTensor> values) {
        Map<String, HostTensor> begun = new LinkedHashMap<>(values);
        values.keySet().stream().filter(Variable.Kind.PARAMETER::isOf).forEach(key ->
                begun.computeIfPresent(slot(key), (_, zeros) -> values.get(key)));
        return begun;
    }

    private static String slot(String parameter) {
        return "slot" + parameter.substring(parameter.indexOf('/')) + "/" + SLOT;
    }

    /** Values of variables with the averages in the place of the parameters that have one. */
    static Map<String, HostTensor> weights(Map<String, HostTensor> values) {
        Map<String, HostTensor> weights = new LinkedHashMap<>(values);
        values.keySet().stream().filter(Variable.Kind.PARAMETER::isOf).forEach(key -> {
            HostTensor average = values.get(slot(key));
            if (average != null) {
                weights.put(key, average);
            }
        });
        return weights;
    }
}
