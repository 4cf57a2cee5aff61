package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Contributions of strangers come and go. */
final class CatalogTest {
    @TempDir
    private Path home;
    private Workbench workbench;

    @BeforeEach
    void start() {
        workbench = Workbench.start(home);
    }

    @AfterEach
    void stop() {
        workbench.close();
    }

    private boolean lists(String kind, String name, String bundle) {
        Outcome outcome = workbench.run("list", kind, "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out().lines().anyMatch(line -> line.contains("\"name\":\"" + name + "\"")
                && line.contains("\"bundle\":\"" + bundle + "\""));
    }

    private void assertFault(String subject, String... parts) {
        Outcome doctor = workbench.run("doctor");
        String line = doctor.out().lines().filter(found -> found.contains("!!") && found.contains(subject)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + subject + " in\n" + doctor.out()));
        for (String part : parts) {
            assertTrue(line.contains(part), line);
        }
    }

    @Test
    void a_layer_is_there_as_long_as_its_bundle_is() throws Exception {
        assertFalse(lists("layers", "passing", "guest"));
        workbench.install(Guest.layer(home, "guest", "passing", Guest.PassingType.class));
        assertTrue(lists("layers", "passing", "guest"));
        assertTrue(lists("plugins", "guest.jar", "guest"));
        Outcome run = workbench.run("run", "xor-mlp", "--set", "model.0=passing");
        assertEquals(0, run.exitCode(), run.err());
        workbench.uninstall("guest");
        assertFalse(lists("layers", "passing", "guest"));
        Outcome gone = workbench.run("run", "xor-mlp", "--set", "model.0=passing");
        assertEquals(2, gone.exitCode());
        assertTrue(gone.err().contains("passing"), gone.err());
    }

    @Test
    void a_bundle_that_is_not_resolved_is_told_with_the_chain_of_what_is_missing() throws Exception {
        Path needy = BundleJar.named("needy").header("Import-Package", "of.needed").write(home.resolve("needy.jar"));
        Path needed = BundleJar.named("needed").header("Export-Package", "of.needed")
                .header("Import-Package", "no.such.thing").write(home.resolve("needed.jar"));
        for (Path jar : new Path[] {needy, needed}) {
            workbench.context().installBundle("plugin:" + jar.getFileName(), Files.newInputStream(jar));
        }
        assertEquals(Bundle.INSTALLED, workbench.bundle("needy").getState());
        assertFault("bundle needed", "nobody provides the package", "no.such.thing");
        assertFault("bundle needy", "of.needed", "would come from needed 1.0.0, which is not resolved",
                "no.such.thing");
    }

    @Test
    void a_layer_that_would_come_with_a_bundle_at_rest_is_told_with_that_bundle() throws Exception {
        workbench.bundle("org.fascicle.losses").stop();
        Outcome run = workbench.run("check", "xor-mlp");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("org.fascicle.losses"), run.err());
    }

    @Test
    void experiments_come_and_go_with_their_bundle() throws Exception {
        Path jar = BundleJar.named("lesson").header("Fascicle-Experiments", "lessons/")
                .entry("lessons/mine.yaml", "experiment: mine\nabout: a guest\n".getBytes())
                .write(home.resolve("lesson.jar"));
        workbench.install(jar);
        assertTrue(lists("experiments", "mine", "lesson"));
        workbench.uninstall("lesson");
        assertFalse(lists("experiments", "mine", "lesson"));
    }
}
