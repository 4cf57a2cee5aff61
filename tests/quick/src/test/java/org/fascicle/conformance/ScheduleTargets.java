package org.fascicle.conformance;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.graph.HostTensor;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.optimizers.CosineRate;

/** PyTorch's schedules: the rate at each of some steps. */
final class ScheduleTargets {
    private ScheduleTargets() {
    }

    static Map<String, Check> all() {
        return Map.of("torch.optim.lr_scheduler.CosineAnnealingLR", check(options ->
                new CosineRate(options.whole("T_max", 0), options.number("eta_min", 0))));
    }

    private static Check check(Function<Options, Schedule> maker) {
        return given -> {
            Schedule schedule = maker.apply(given.options());
            given.options().requireAllRead();
            double base = given.optimizer().path("lr").asDouble(given.optimizer().at("/options/lr").asDouble());
            HostTensor expected = given.tensor("output.lr");
            double[] rates = new double[expected.elements()];
            for (int step = 0; step < rates.length; step++) {
                rates[step] = schedule.learningRate(base, new Progress(step, rates.length, 1, List.of()));
            }
            return Case.differences("output.lr", expected, rates);
        };
    }
}
