package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fascicle.nn.LayerType;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who writes a plug-in and looks for a mistake. */
final class DebuggingTest {
    @Test
    void the_trace_of_a_component_that_fails_is_shown_to_who_asks_for_it_and_to_nobody_else(@TempDir Path home) {
        BundleJar.named("guest").type(Strays.Plain.class).component(Strays.ThrowsWhenMade.class, LayerType.class,
                Map.of("fascicle.layer.name", "unmade")).write(home.resolve("plugins/guest.jar"));
        Outcome debugging = CommandLine.in(home).run("list", "layers", "--debug");
        assertEquals(0, debugging.exitCode(), debugging.err());
        assertTrue(debugging.err().contains("no licence found"), debugging.err());
        assertTrue(debugging.err().contains("at " + Strays.ThrowsWhenMade.class.getName() + ".<init>"),
                debugging.err());
        assertFalse(debugging.out().contains("unmade"), debugging.out());
        Outcome quiet = CommandLine.in(home).run("list", "layers");
        assertEquals(List.of(), quiet.errLines());
    }
}
