package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A bundle that leaves affects the next run and never the one at work. */
final class LeaseTest {
    private static final long LIMIT_SECONDS = 60;

    /** Asks the workbench to take the guest away, and says whether it is gone and whether its layer is listed. */
    public static final class Uninstall implements Callable<String> {
        /** For the bundle. */
        public Uninstall() { }

        @Override
        public String call() throws WorkbenchException {
            BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
            var workbench = context.getService(context.getServiceReference(org.fascicle.workbench.Workbench.class));
            boolean gone = workbench.uninstall("guest");
            boolean listed = workbench.list("layers").stream().anyMatch(item -> item.name().equals("passing"));
            return "gone " + gone + ", listed " + listed;
        }
    }

    @Test
    void a_plugin_stays_until_the_run_that_uses_it_ends(@TempDir Path home) throws Exception {
        CountDownLatch traced = new CountDownLatch(1);
        System.getProperties().put(Guest.TRACED, traced);
        try (Workbench workbench = Workbench.start(home)) {
            Bundle guest = workbench.install(Guest.layer(home, "guest", "passing", Guest.PassingType.class));
            FutureTask<Outcome> run = new FutureTask<>(() -> workbench.run("run", "xor-mlp", "--set", "model.0=passing",
                    "--set", "train.epochs=100000000"));
            Thread runner = Thread.ofPlatform().start(run);
            assertTrue(traced.await(LIMIT_SECONDS, TimeUnit.SECONDS), "the run has begun");
            assertEquals("gone false, listed false", workbench.inside(Uninstall.class));
            assertEquals(Bundle.ACTIVE, guest.getState(), "the run has its lease");
            assertFalse(run.isDone(), "the run goes on");
            runner.interrupt();
            assertEquals(130, run.get(LIMIT_SECONDS, TimeUnit.SECONDS).exitCode());
            assertEquals(Bundle.UNINSTALLED, guest.getState(), "the last lease is given back");
        } finally {
            System.getProperties().remove(Guest.TRACED);
        }
    }

    @Test
    void a_plugin_that_no_run_uses_goes_at_once(@TempDir Path home) throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            Bundle guest = workbench.install(Guest.layer(home, "guest", "passing", Guest.PassingType.class));
            assertEquals("gone true, listed false", workbench.inside(Uninstall.class));
            assertEquals(Bundle.UNINSTALLED, guest.getState());
        }
    }
}
