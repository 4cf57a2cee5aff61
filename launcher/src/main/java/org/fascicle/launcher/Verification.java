package org.fascicle.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads and verifies bundles one after the other, while the framework gets ready and takes those that are done. */
final class Verification {
    private final Map<FeatureBundle, FutureTask<byte[]>> tasks;

    private Verification(Map<FeatureBundle, FutureTask<byte[]>> tasks) {
        this.tasks = tasks;
    }

    /** Begins; the bundles are taken in their order. */
    static Verification start(Repository repository, List<FeatureBundle> bundles) {
        Map<FeatureBundle, FutureTask<byte[]>> tasks = new LinkedHashMap<>();
        bundles.forEach(bundle -> tasks.put(bundle, new FutureTask<>(() -> repository.verified(bundle))));
        List<FutureTask<byte[]>> inOrder = List.copyOf(tasks.values());
        Thread.ofPlatform().daemon().name("verification").start(() -> inOrder.forEach(FutureTask::run));
        return new Verification(tasks);
    }

    /** Waits for the bytes of a bundle, which are handed out once; what it lacks is thrown here. */
    byte[] take(FeatureBundle bundle) throws LaunchException {
        try {
            return tasks.remove(bundle).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LaunchException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("bundles cannot be verified", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException(ExitCode.INTERRUPTED, "interrupted while bundles were verified", e);
        }
    }
}
