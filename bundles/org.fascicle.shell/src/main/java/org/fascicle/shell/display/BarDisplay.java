package org.fascicle.shell.display;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;

/** A run for a person at a terminal: a bar for the epoch at work, which makes room for the epoch's line. */
public final class BarDisplay implements RunListener {
    private static final int REFRESH_MILLIS = 100;
    private final PrintStream terminal;
    private final int columns;
    private final RunListener lines;
    private ProgressBar bar;

    /**
     * A display of lines with a bar beneath.
     *
     * @param terminal where the bar is drawn
     * @param columns how wide that is
     * @param lines what is left when it is gone
     */
    public BarDisplay(PrintStream terminal, int columns, RunListener lines) {
        this.terminal = terminal;
        this.columns = columns;
        this.lines = lines;
    }

    @Override
    public void progress(int epoch, long step, long steps) {
        if (bar == null) {
            // With a width of its own the bar opens no terminal, which would take Ctrl-C away from the process.
            bar = new ProgressBarBuilder().setTaskName("epoch " + epoch).setInitialMax(steps).clearDisplayOnFinish()
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, columns)).build();
        }
        bar.stepTo(step);
    }

    @Override
    public void event(RunEvent event) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        lines.event(event);
    }
}
