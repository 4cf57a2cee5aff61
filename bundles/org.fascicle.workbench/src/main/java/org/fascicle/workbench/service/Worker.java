package org.fascicle.workbench.service;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.run.Cancellation;

/**
 * Does work in a thread that nobody interrupts, since an interrupt would close the files that it writes. An interrupt
 * of the waiting thread becomes a wish to end instead.
 */
final class Worker {
    private Worker() {
    }

    static <T> T call(String name, Callable<T> work, Cancellation cancellation) throws WorkbenchException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                cancellation.request();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case WorkbenchException known -> throw known;
                    case RuntimeException unchecked -> throw unchecked;
                    case Error error -> throw error;
                    default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
    }
}
