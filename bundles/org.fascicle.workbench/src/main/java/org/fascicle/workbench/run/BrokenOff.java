package org.fascicle.workbench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;

/** Runs whose process ended without a word: killed, or with its machine. Their records say for ever that they run. */
final class BrokenOff {
    private BrokenOff() {
    }

    /** Whether a record says that its run goes on, and nothing is there to go on with it. */
    static boolean is(RunRecord record) {
        return record.status() == Status.RUNNING && record.process().hasEnded();
    }

    /** The record as it would be had the run been able to write it, from the epochs that it left. */
    static RunRecord record(RunRecord record, List<RunEvent.Epoch> epochs) {
        if (epochs.isEmpty()) {
            return with(record, record.seconds(), record.epochs(), record.steps(), record.results());
        }
        RunEvent.Epoch last = epochs.getLast();
        Map<String, Map<String, Double>> results = new LinkedHashMap<>();
        results.put("train", last.train());
        if (!last.validation().isEmpty()) {
            results.put("validation", last.validation());
        }
        if (!last.test().isEmpty()) {
            results.put("test", last.test());
        }
        double seconds = epochs.stream().mapToDouble(RunEvent.Epoch::seconds).sum();
        return with(record, Math.max(record.seconds(), seconds), last.epoch(), last.step(), results);
    }

    private static RunRecord with(RunRecord record, double seconds, int epochs, long steps,
            Map<String, Map<String, Double>> results) {
        return new RunRecord(record.format(), record.run(), record.experiment(), Status.BROKEN_OFF, record.started(),
                seconds, epochs, steps, record.parameters(), results, record.reason(), record.provenance(),
                record.process(), record.resumed());
    }
}
