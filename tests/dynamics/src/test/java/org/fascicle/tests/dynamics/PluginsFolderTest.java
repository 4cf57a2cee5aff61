package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose {@code plugins/} holds a good plug-in among bad ones, and what the doctor says of each. */
final class PluginsFolderTest {
    @TempDir
    private static Path home;
    private static Workbench workbench;

    @BeforeAll
    static void start() throws Exception {
        Path plugins = home.resolve("plugins");
        Guest.layer(plugins, "good", "good-layer", Guest.PassingType.class);
        BundleJar.named("needy").header("Import-Package", "org.example.tuning;version=\"[1.2,2)\"")
                .header("Provide-Capability", "fascicle.layer;name=needy-layer;effective:=active")
                .write(plugins.resolve("needy.jar"));
        BundleJar.named("neighbour").header("Import-Package", "of.needy").write(plugins.resolve("neighbour.jar"));
        BundleJar.named("exporter").header("Export-Package", "of.needy").header("Import-Package", "org.example.tuning")
                .write(plugins.resolve("exporter.jar"));
        BundleJar.named("faulty").header("Bundle-Activator", "no.such.Activator").write(plugins.resolve("faulty.jar"));
        Files.write(plugins.resolve("text.jar"), "no archive".getBytes(StandardCharsets.UTF_8));
        byte[] whole = Files.readAllBytes(plugins.resolve("good.jar"));
        Files.write(plugins.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(plugins.resolve("notes.txt"), "not looked at");
        workbench = Workbench.start(home);
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    private static String complaint(String jar) {
        return workbench.messages().lines().filter(line -> line.contains(jar)).findFirst()
                .orElseThrow(() -> new AssertionError(jar + " is not named in: " + workbench.messages()));
    }

    private static JsonObject fault(String name) {
        List<JsonObject> faults = workbench.run("doctor", name, "--json").json().stream()
                .filter(finding -> finding.getString("subject").equals(name + " 1.0.0")).toList();
        assertEquals(1, faults.size(), faults::toString);
        return faults.getFirst();
    }

    @Test
    void the_good_one_works() {
        Outcome run = workbench.run("run", "xor-mlp", "--set", "train.epochs=1", "--set", "model.0=good-layer");
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void each_bad_one_is_named_once_at_the_start() {
        for (String jar : List.of("needy.jar", "neighbour.jar", "exporter.jar", "faulty.jar", "text.jar", "cut.jar")) {
            assertTrue(complaint(jar).contains("is left out: "), complaint(jar));
        }
        assertEquals(6, workbench.messages().lines().count(), workbench.messages());
    }

    @Test
    void the_doctor_says_what_an_unresolved_one_lacks_and_through_whom() {
        String lack = fault("needy").getString("text");
        assertTrue(lack.contains("nobody provides the package") && lack.contains("org.example.tuning"), lack);
        String chain = fault("neighbour").getString("text");
        assertTrue(chain.contains("of.needy") && chain.contains("exporter 1.0.0, which is not resolved")
                && chain.contains("org.example.tuning"), chain);
        assertTrue(fault("faulty").getString("text").contains("its start failed"), () -> fault("faulty").toString());
    }

    @Test
    void the_list_of_plugins_has_those_that_are_bundles_with_their_state() {
        Map<String, String> states = new TreeMap<>();
        workbench.run("list", "plugins", "--json").json()
                .forEach(item -> states.put(item.getString("bundle"), item.getString("about")));
        assertEquals(List.of("exporter", "faulty", "good", "needy", "neighbour"), List.copyOf(states.keySet()));
        assertEquals("active", states.get("good"));
        assertTrue(states.get("needy").contains("fascicle doctor needy"), states::toString);
    }

    @Test
    void a_layer_that_an_unresolved_one_would_bring_is_told_with_its_bundle() {
        Outcome run = workbench.run("run", "xor-mlp", "--set", "model.0=needy-layer");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("the bundle needy would provide it"), run.err());
        assertTrue(run.err().contains("\"fascicle doctor needy\" tells why"), run.err());
    }
}
