package org.fascicle.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ctrl-C and its like: when the process is asked to end, the command at work is interrupted and given time to leave
 * everything in order.
 */
final class Interruption {
    private static final long GRACE_SECONDS = 8;
    private final Thread worker;
    private final CountDownLatch done = new CountDownLatch(1);

    /** The interruption of a thread. */
    Interruption(Thread worker) {
        this.worker = worker;
    }

    /** Does something that may be interrupted. */
    int during(IntSupplier command) {
        Thread hook = new Thread(this::interrupt, "fascicle interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return command.getAsInt();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private void interrupt() {
        if (done.getCount() > 0) {
            worker.interrupt();
            try {
                done.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process ends already, which is why the hook ran: there is nothing to remove.
            return;
        }
    }
}
