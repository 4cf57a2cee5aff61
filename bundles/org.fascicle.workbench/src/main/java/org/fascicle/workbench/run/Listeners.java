package org.fascicle.workbench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunView;
import org.fascicle.workbench.log.Log;

/** Several listeners as one. A listener that throws is named and hears no more; the run does not notice. */
public final class Listeners implements RunListener {
    private static final Log LOG = new Log(Listeners.class);
    private final List<RunListener> listeners;

    /** These listeners, in this order. */
    public Listeners(List<RunListener> listeners) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    @Override
    public void event(RunEvent event) {
        all(listener -> listener.event(event));
    }

    @Override
    public void progress(int epoch, long step, long steps) {
        all(listener -> listener.progress(epoch, step, steps));
    }

    @Override
    public void ended(RunView view) {
        all(listener -> listener.ended(view));
    }

    @Override
    public void rates(RateCurve curve, Path picture) {
        all(listener -> listener.rates(curve, picture));
    }

    private void all(Consumer<RunListener> call) {
        for (RunListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                drop(listener, e);
            }
        }
    }

    private void drop(RunListener listener, Throwable reason) {
        listeners.remove(listener);
        LOG.warn("the listener {} threw {} and hears no more of this run", listener.getClass().getName(),
                reason.toString());
        LOG.debug("where it threw", reason);
    }
}
