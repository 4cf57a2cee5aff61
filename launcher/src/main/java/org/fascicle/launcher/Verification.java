package org.fascicle.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads and verifies bundles while the framework gets ready. */
final class Verification {
    private final FutureTask<Map<FeatureBundle, byte[]>> task;

    private Verification(FutureTask<Map<FeatureBundle, byte[]>> task) {
        this.task = task;
    }

    /** Begins; the bundles are taken in their order. */
    static Verification start(Repository repository, List<FeatureBundle> bundles) {
        FutureTask<Map<FeatureBundle, byte[]>> task = new FutureTask<>(() -> {
            Map<FeatureBundle, byte[]> contents = new LinkedHashMap<>();
            for (FeatureBundle bundle : bundles) {
                contents.put(bundle, repository.verified(bundle));
            }
            return contents;
        });
        Thread.ofPlatform().daemon().name("verification").start(task);
        return new Verification(task);
    }

    /** Waits for the bytes of all bundles; what one of them lacks is thrown here. */
    Map<FeatureBundle, byte[]> await() throws LaunchException {
        try {
            return task.get();
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
