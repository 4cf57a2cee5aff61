package org.fascicle.workbench.catalog;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to go on using what a picture shows. */
public final class Lease implements AutoCloseable {
    private final Picture picture;
    private final Runnable giveBack;
    private final AtomicBoolean held = new AtomicBoolean(true);

    Lease(Picture picture, Runnable giveBack) {
        this.picture = picture;
        this.giveBack = giveBack;
    }

    /** What was there when the lease was taken. */
    public Picture picture() {
        return picture;
    }

    /** Gives it back; twice does no harm. */
    @Override
    public void close() {
        if (held.compareAndSet(true, false)) {
            giveBack.run();
        }
    }
}
