package org.fascicle.workbench.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.fascicle.data.Batch;
import org.fascicle.data.Split;

/**
 * Reads the batches of one pass over a split in a thread of its own, beside whoever consumes them. A few batches at
 * most are ready ahead; the last is smaller where the split does not divide.
 *
 * <p>A batch belongs to the consumer until the next call of {@link #next()}, which hands its memory back.
 */
final class Loader implements AutoCloseable {
    private final Split split;
    private final int[] order;
    private final int begin;
    private final BatchBuffers buffers;
    private final Object lock = new Object();
    private final Deque<Batch> free;
    private final Deque<Batch> filled = new ArrayDeque<>(BatchBuffers.AHEAD + 2);
    private final Thread reader;
    private Batch lent;
    private Throwable failure;
    private boolean ended;
    private boolean closed;

    private Loader(Split split, int[] order, int begin, BatchBuffers buffers) {
        this.split = split;
        this.order = order;
        this.begin = begin;
        this.buffers = buffers;
        this.free = new ArrayDeque<>(buffers.whole());
        this.reader = Thread.ofPlatform().daemon().name("fascicle data").unstarted(this::read);
    }

    /** Starts to read all of a split. */
    static Loader start(Split split, int[] order, BatchBuffers buffers) {
        return start(split, order, 0, buffers);
    }

    /**
     * Starts to read.
     *
     * @param split what is read
     * @param order numbers of examples, in the order in which they are wanted
     * @param begin how many of them are passed over: a multiple of the batch size, or all
     * @param buffers memory of this split, not in use by another pass
     */
    static Loader start(Split split, int[] order, int begin, BatchBuffers buffers) {
        Loader loader = new Loader(split, order, begin, buffers);
        loader.reader.start();
        return loader;
    }

    /**
     * Moves on to the next batch.
     *
     * @return false after the last
     * @throws ReadException what reading an example threw
     * @throws CancelledException when the consumer's thread is interrupted
     */
    boolean next() throws ReadException, CancelledException {
        synchronized (lock) {
            if (lent != null && lent.size() == buffers.batchSize()) {
                free.add(lent);
            }
            lent = null;
            lock.notifyAll();
            try {
                while (filled.isEmpty() && !ended) {
                    lock.wait();
                }
            } catch (InterruptedException e) {
                throw new CancelledException();
            }
            if (filled.isEmpty() && failure != null) {
                throw new ReadException(failure);
            }
            lent = filled.poll();
            lock.notifyAll();
            return lent != null;
        }
    }

    /** The batch that {@link #next()} has moved to. */
    Batch batch() {
        return lent;
    }

    private void read() {
        try {
            for (int from = begin; from < order.length; from += buffers.batchSize()) {
                Batch batch = acquire(order.length - from < buffers.batchSize());
                if (batch == null) {
                    break;
                }
                batch.fill(split, order, from);
                synchronized (lock) {
                    filled.add(batch);
                    lock.notifyAll();
                }
            }
            end(null);
        } catch (InterruptedException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    /** Memory for the next batch, or null when nobody wants it any more. */
    private Batch acquire(boolean last) throws InterruptedException {
        synchronized (lock) {
            while (!closed && (filled.size() >= BatchBuffers.AHEAD || !last && free.isEmpty())) {
                lock.wait();
            }
            if (closed) {
                return null;
            }
            return last ? buffers.last().orElseThrow() : free.poll();
        }
    }

    private void end(Throwable reason) {
        synchronized (lock) {
            failure = reason;
            ended = true;
            lock.notifyAll();
        }
    }

    /** Stops reading and waits until the thread has ended, so that the memory may be used again. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An example could not be read. */
    static final class ReadException extends Exception {
        private static final long serialVersionUID = 1L;

        ReadException(Throwable cause) {
            super("an example could not be read: " + cause, cause);
        }
    }
}
