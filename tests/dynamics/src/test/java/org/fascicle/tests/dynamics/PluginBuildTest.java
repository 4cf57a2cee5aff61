package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.PluginBuild;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The guide's plug-in, built as a stranger would build it. */
final class PluginBuildTest {
    private static final Path SNAKE = Path.of("tests", "plugins", "snake");

    @Test
    void the_distribution_is_all_that_a_plugin_needs_to_build_and_start(@TempDir Path folder) throws Exception {
        PluginBuild build = PluginBuild.copyOf(SNAKE, folder);
        Outcome outcome = build.run("package");
        assertEquals(0, outcome.exitCode(), outcome.out());
        assertTrue(outcome.out().matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*"),
                "the plug-in's contract is tested: " + outcome.out());
        try (Workbench workbench = Workbench.start(folder.resolve("home"))) {
            assertEquals(Bundle.ACTIVE, workbench.install(build.jar()).getState());
        }
    }
}
