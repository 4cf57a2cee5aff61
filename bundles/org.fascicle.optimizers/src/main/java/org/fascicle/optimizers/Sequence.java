package org.fascicle.optimizers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * One schedule after the other, each from a step of its own on: {@code rᵢ(t − sᵢ)} for {@code sᵢ ≤ t < sᵢ₊₁} with s₀ =
 * 0. Each counts its steps from 0, and takes the time to the next, the last that to the end of the run, for the whole
 * run (PyTorch's SequentialLR, which takes the run's own length).
 */
@About("one schedule after the other")
public record Sequence(
        @Required @About("the schedules in their order") List<Schedule> schedules,
        @Required @Min(1) @About("the step at which each begins but the first, rising") List<Long> starts)
        implements Schedule {
    public Sequence {
        schedules = List.copyOf(schedules);
        starts = List.copyOf(starts);
        if (starts.size() != schedules.size() - 1) {
            throw new IllegalArgumentException("each schedule but the first has a step at which it begins: "
                    + schedules.size() + " schedules, and " + starts.size() + " starts");
        }
        for (int i = 1; i < starts.size(); i++) {
            if (starts.get(i) <= starts.get(i - 1)) {
                throw new IllegalArgumentException("starts rise, and " + starts.get(i) + " follows "
                        + starts.get(i - 1));
            }
        }
    }

    @Override
    public double learningRate(double base, Progress progress) {
        int place = (int) starts.stream().filter(start -> start <= progress.step()).count();
        long start = place == 0 ? 0 : starts.get(place - 1);
        long end = place == starts.size() ? progress.totalSteps() : starts.get(place);
        return schedules.get(place).learningRate(base, progress.at(progress.step() - start, Math.max(1, end - start)));
    }

    /** {@code sequence} as a service. */
    @Component
    @ScheduleName("sequence")
    public static final class Type implements ScheduleType<Sequence> {
        @Override
        public Sequence example() {
            return new Sequence(List.of(new ConstantRate(0.1, 100), new CosineRate(0, 0)), List.of(100L));
        }
    }
}
