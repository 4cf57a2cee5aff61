package org.fascicle.workbench.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts who uses what, and puts off what must not happen while something is in use. Safe for several threads.
 *
 * @param <K> what is used
 */
public final class Leases<K> {
    private final Map<K, Integer> counts = new HashMap<>();
    private final Map<K, Deque<Runnable>> deferred = new HashMap<>();

    /** Takes all of these into use. */
    public synchronized void take(Collection<K> keys) {
        keys.forEach(key -> counts.merge(key, 1, Integer::sum));
    }

    /** Gives each back once; what waited for the last of them is done now, in this thread. */
    public void giveBack(Collection<K> keys) {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            for (K key : keys) {
                if (counts.merge(key, -1, Integer::sum) == 0) {
                    counts.remove(key);
                    Deque<Runnable> waiting = deferred.remove(key);
                    if (waiting != null) {
                        due.addAll(waiting);
                    }
                }
            }
        }
        due.forEach(Runnable::run);
    }

    /**
     * Does something as soon as nobody uses the key: now, or when the last lease is given back.
     *
     * @return whether it is done already
     */
    public boolean whenFree(K key, Runnable action) {
        synchronized (this) {
            if (counts.containsKey(key)) {
                deferred.computeIfAbsent(key, none -> new ArrayDeque<>()).add(action);
                return false;
            }
        }
        action.run();
        return true;
    }
}
