package org.fascicle.workbench.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one. A listener that throws is named and hears no more; the run does not notice. */
public final class Listeners implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private final List<RunListener> listeners;

    /** These listeners, in this order. */
    public Listeners(List<RunListener> listeners) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    @Override
    public void event(RunEvent event) {
        for (RunListener listener : listeners) {
            try {
                listener.event(event);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                drop(listener, e);
            }
        }
    }

    @Override
    public void progress(int epoch, long step, long steps) {
        for (RunListener listener : listeners) {
            try {
                listener.progress(epoch, step, steps);
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
