package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.nn.LayerType;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** Runs in the framework, under which plug-ins go and come, and which are broken off: their bits stay. */
final class SurvivalProofTest {
    private static final long LIMIT_SECONDS = 60;
    @TempDir
    private Path home;

    @AfterEach
    void forget() {
        List.of(Tints.DIARY, Tints.BEGUN, Tints.GO_ON, Interrupter.VICTIM).forEach(System.getProperties()::remove);
    }

    private RunFiles run(Workbench workbench, String name, String... changes) {
        RunFiles files = new RunFiles(home.resolve(name));
        Outcome outcome = workbench.run(words(files, changes));
        assertEquals(0, outcome.exitCode(), outcome.err());
        return files;
    }

    private static String[] words(RunFiles files, String[] changes, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "xor-mlp", "--set", "data.batch=64", "--set",
                "train.epochs=2", "--out", files.folder().toString()));
        Stream.of(changes, more).flatMap(Stream::of).forEach(change -> words.addAll(List.of("--set", change)));
        return words.toArray(new String[0]);
    }

    private Path tint(String version, Class<?> type) {
        return BundleJar.named("tints").header("Bundle-Version", version)
                .component(type, LayerType.class, Map.of("fascicle.layer.name", "tint")).type(Tints.class)
                .write(home.resolve("tints-" + version + ".jar"));
    }

    /** Takes the plug-in away when the first step of a run is done. */
    public static final class Remover implements RunListener {
        /** For the framework. */
        public Remover() { }

        @Override
        public void event(RunEvent event) {
        }

        @Override
        public void progress(int epoch, long step, long steps) {
            if (epoch == 1 && step == 1) {
                BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
                var workbench = context.getService(context.getServiceReference(org.fascicle.workbench.Workbench.class));
                try {
                    boolean gone = workbench.uninstall("tints");
                    boolean listed = workbench.list("layers").stream().anyMatch(item -> item.name().equals("tint"));
                    Tints.note("uninstalled, gone " + gone + ", listed " + listed);
                } catch (WorkbenchException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Test
    void a_run_whose_plugin_is_uninstalled_before_the_first_short_batch_has_the_bits_it_would_have_had()
            throws Exception {
        Queue<String> diary = new ConcurrentLinkedQueue<>();
        try (Workbench workbench = Workbench.start(home)) {
            Bundle guest = workbench.install(tint("1.0.0", Tints.First.class));
            RunFiles undisturbed = run(workbench, "undisturbed", "model.0=tint");
            workbench.install(BundleJar.named("remover").component(Remover.class, RunListener.class, Map.of())
                    .type(Tints.class).write(home.resolve("remover.jar")));
            System.getProperties().put(Tints.DIARY, diary);
            RunFiles disturbed = run(workbench, "disturbed", "model.0=tint");
            // 400 examples in batches of 64 leave one of 16; which needs a class that is loaded only then.
            List<String> order = diary.stream().distinct().toList();
            assertTrue(order.contains("64") && order.contains("16 by a class loaded late"), order::toString);
            assertTrue(order.indexOf("64") < order.indexOf("uninstalled, gone false, listed false")
                    && order.indexOf("uninstalled, gone false, listed false")
                    < order.indexOf("16 by a class loaded late"), order::toString);
            assertEquals(Bundle.UNINSTALLED, guest.getState(), "the run has given its lease back");
            undisturbed.assertSame(disturbed);
        }
    }

    @Test
    void two_versions_of_one_layer_train_at_once_and_each_run_keeps_the_one_it_began_with() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Workbench workbench = Workbench.start(home)) {
            workbench.install(tint("1.0.0", Tints.First.class));
            RunFiles firstAlone = run(workbench, "first-alone", "model.0=tint");
            // The first run trains an epoch and then stands still in the midst of it all, where it evaluates.
            System.getProperties().put(Tints.BEGUN, begun);
            System.getProperties().put(Tints.GO_ON, goOn);
            FutureTask<RunFiles> first = new FutureTask<>(() -> run(workbench, "first", "model.0=tint",
                    "train.testEvery=1"));
            Thread.ofPlatform().start(first);
            assertTrue(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS), "the first run has begun");
            workbench.install(tint("2.0.0", Tints.Second.class));
            RunFiles second = run(workbench, "second", "model.0=tint");
            goOn.countDown();
            RunFiles both = first.get(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertEquals(firstAlone.values(), both.values());
            assertEquals(run(workbench, "second-alone", "model.0=tint").values(), second.values());
            assertNotEquals(both.values(), second.values());
            assertTrue(both.text("run.json").matches(tintOf("1.0.0")), both.text("run.json"));
            assertTrue(second.text("run.json").matches(tintOf("2.0.0")), second.text("run.json"));
        }
    }

    @Test
    void a_run_that_began_with_the_older_of_two_versions_is_resumed_with_it() throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            workbench.install(tint("1.0.0", Tints.First.class));
            RunFiles unbroken = run(workbench, "unbroken", "model.0=tint", "train.epochs=60");
            RunFiles broken = interrupted(workbench, "broken", "model.0=tint");
            workbench.install(tint("2.0.0", Tints.Second.class));
            Outcome resumed = workbench.run("resume", broken.folder().toString());
            assertEquals(0, resumed.exitCode(), resumed.err());
            assertFalse(resumed.out().contains("note:"), resumed.out());
            unbroken.assertSame(broken);
        }
    }

    private static String tintOf(String version) {
        return "(?s).*\"name\" : \"tint\",\\s*\"version\" : \"" + version + "\".*";
    }

    /** Interrupts whoever asked for a run, as Ctrl-C would, in the midst of its second epoch. */
    public static final class Interrupter implements RunListener {
        /** Name of a system property whose value is a thread. */
        static final String VICTIM = "fascicle.test.victim";

        /** For the framework. */
        public Interrupter() { }

        @Override
        public void event(RunEvent event) {
        }

        @Override
        public void progress(int epoch, long step, long steps) {
            if (epoch == 2 && step == 3 && System.getProperties().remove(VICTIM) instanceof Thread victim) {
                victim.interrupt();
                while (victim.isInterrupted()) {
                    // The run goes no further before its interruption is seen.
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** A run of sixty epochs that is interrupted in its second. */
    private RunFiles interrupted(Workbench workbench, String name, String... changes) throws BundleException {
        workbench.install(BundleJar.named("interrupter").component(Interrupter.class, RunListener.class, Map.of())
                .write(home.resolve("interrupter.jar")));
        System.getProperties().put(Interrupter.VICTIM, Thread.currentThread());
        RunFiles files = new RunFiles(home.resolve(name));
        Outcome outcome = workbench.run(words(files, changes, "train.epochs=60"));
        assertEquals(130, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().endsWith("\"fascicle resume " + files.folder() + "\" goes on\n"), outcome.out());
        return files;
    }

    @Test
    void a_run_that_is_interrupted_and_resumed_through_the_shell_has_the_bits_of_the_unbroken_run() throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            RunFiles unbroken = run(workbench, "unbroken", "train.epochs=60");
            RunFiles broken = interrupted(workbench, "broken");
            assertTrue(broken.checkpoint().step() < unbroken.checkpoint().step());
            Outcome resumed = workbench.run("resume", broken.folder().toString());
            assertEquals(0, resumed.exitCode(), resumed.err());
            unbroken.assertSame(broken);
            assertEquals(2, workbench.run("resume", broken.folder().toString()).exitCode(), "it is done");
            assertEquals(2, workbench.run("resume", "xor-mlp-0").exitCode(), "there is none");
        }
    }

    @Test
    void a_run_whose_plugin_is_gone_is_resumed_only_when_it_is_back() throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            workbench.install(tint("1.0.0", Tints.First.class));
            RunFiles files = interrupted(workbench, "run", "model.0=tint");
            workbench.uninstall("tints");
            Outcome gone = workbench.run("resume", files.folder().toString());
            assertEquals(3, gone.exitCode(), gone.err());
            assertTrue(gone.err().contains("the layer tint, which the bundle tints 1.0.0 brought"), gone.err());
            workbench.install(tint("2.0.0", Tints.First.class));
            Outcome back = workbench.run("resume", files.folder().toString());
            assertEquals(0, back.exitCode(), back.err());
            assertTrue(back.out().contains("note: bundles are not those that it began with, so figures may differ from "
                    + "those of an unbroken run: tints 1.0.0 is 2.0.0"), back.out());
        }
    }
}
