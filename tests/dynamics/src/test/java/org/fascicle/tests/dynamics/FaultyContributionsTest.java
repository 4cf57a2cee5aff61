package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.Backend;
import org.fascicle.data.DatasetType;
import org.fascicle.nn.LayerType;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Plug-ins whose contributions do not work, all in one framework with those of the distribution. */
final class FaultyContributionsTest {
    private static final String EXPERIMENT = """
            experiment: trial
            data: {use: %s, validation: 0, batch: 1}
            model: [%s, {dense: {units: 1}}]
            loss: mean-squared-error
            optimizer: {sgd: {learningRate: 0.1}}
            train: {epochs: 1}
            """;
    @TempDir
    private static Path home;
    private static Workbench workbench;
    private static Set<String> before;

    @BeforeAll
    static void start() throws Exception {
        workbench = Workbench.start(home);
        before = names("layers");
        layer("made", Strays.ThrowsWhenMade.class, "throws-when-made");
        layer("example", Strays.ThrowsInExample.class, "throws-in-example");
        layer("nothing", Strays.GivesNothing.class, "gives-nothing");
        layer("function", Strays.GivesNoRecord.class, "gives-no-record");
        layer("recursion", Strays.CallsItself.class, "calls-itself");
        layer("broken", Strays.Breaks.Type.class, "breaks");
        install(BundleJar.named("lacking").component(Strays.LacksItsLayer.class, LayerType.class,
                Map.of("fascicle.layer.name", "lacks-its-layer")));
        install(BundleJar.named("nameless").component(Strays.PlainType.class, LayerType.class, Map.of())
                .type(Strays.Plain.class));
        install(BundleJar.named("scratched").component(Strays.Scratched.Type.class, DatasetType.class,
                Map.of("fascicle.dataset.name", "scratched")).type(Strays.Scratched.class));
        install(BundleJar.named("unplugged").component(Strays.Unplugged.class, Backend.class, Map.of()));
        install(BundleJar.named("forgetful").component(Strays.Forgetful.class, Backend.class, Map.of()));
        install(waiting());
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    private static void layer(String bundle, Class<?> type, String name) throws Exception {
        install(BundleJar.named(bundle).component(type, LayerType.class, Map.of("fascicle.layer.name", name))
                .type(Strays.Plain.class).type(Strays.Breaks.class));
    }

    private static Bundle install(BundleJar jar) throws Exception {
        Path file = Files.createTempFile(home, "plugin", ".jar");
        return workbench.install(jar.write(file));
    }

    /** A component that asks for a service which nobody offers. */
    private static BundleJar waiting() {
        String xml = """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="waiting.type">
                  <property name="fascicle.layer.name" value="waits"/>
                  <service><provide interface="org.fascicle.nn.LayerType"/></service>
                  <reference name="tuner" interface="org.example.Tuner"/>
                  <implementation class="%s"/>
                </scr:component>""".formatted(Strays.PlainType.class.getName());
        return BundleJar.named("waiting").header("Service-Component", "OSGI-INF/waiting.xml")
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")
                .header("DynamicImport-Package", "org.fascicle.*").type(Strays.PlainType.class)
                .entry("OSGI-INF/waiting.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> names(String kind) {
        Set<String> names = new HashSet<>();
        workbench.run("list", kind, "--json").json().forEach(item -> names.add(item.getString("name")));
        return names;
    }

    private static JsonObject fault(String area, String word) {
        List<JsonObject> faults = workbench.run("doctor", word, "--json").json().stream()
                .filter(finding -> !finding.getBoolean("fine") && finding.getString("area").equals(area)).toList();
        assertEquals(1, faults.size(), () -> word + ": " + faults);
        return faults.getFirst();
    }

    private static Outcome run(String dataset, String layer) throws IOException {
        Path file = Files.writeString(home.resolve("trial.yaml"), EXPERIMENT.formatted(dataset, layer));
        return workbench.run("run", file.toString(), "--json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "throws-when-made  | made      | java.lang.IllegalStateException: no licence found",
        "throws-in-example | example   | its example() throws java.lang.UnsupportedOperationException: an example",
        "gives-nothing     | nothing   | its example() gives null, not a record that is a Block",
        "gives-no-record   | function  | not a record that is a Block",
        "calls-itself      | recursion | its example() throws java.lang.StackOverflowError",
        "lacks-its-layer   | lacking   | java.lang.NoClassDefFoundError: org/fascicle/tests/dynamics/Strays$Plain",
        "without a name    | nameless  | fascicle.layer.name",
    })
    void a_contribution_that_cannot_be_used_is_named_with_its_bundle_and_the_reason(String name, String bundle,
            String reason) {
        JsonObject fault = fault("catalog", name);
        assertTrue(fault.getString("subject").contains(name), fault::toString);
        assertTrue(fault.getString("text").contains("of " + bundle + " 1.0.0: "), fault::toString);
        assertTrue(fault.getString("text").contains(reason), fault::toString);
        assertFalse(names("layers").contains(name));
    }

    @Test
    void all_others_are_still_there_and_work() throws IOException {
        assertTrue(names("layers").containsAll(before));
        Outcome outcome = run("xor", "{dense: {units: 2}}");
        assertEquals(0, outcome.exitCode(), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws-when-made", "throws-in-example", "lacks-its-layer", "waits"})
    void an_experiment_that_names_it_is_told_which_bundle_is_at_fault(String name) throws IOException {
        Outcome outcome = run("xor", name);
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("expected a layer that is present, found `" + name + "`"), outcome.err());
        assertTrue(outcome.err().contains("fascicle doctor"), outcome.err());
    }

    @Test
    void a_component_that_waits_is_named_with_what_it_waits_for() {
        JsonObject fault = fault("component", "waiting.type");
        assertTrue(fault.getString("text").contains("it waits for org.example.Tuner, which no component provides"),
                fault::toString);
        assertFalse(names("layers").contains("waits"));
    }

    @Test
    void a_layer_that_breaks_when_it_is_traced_is_named_with_what_it_throws() throws IOException {
        Outcome outcome = run("xor", "breaks");
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("out of order"), outcome.err());
        assertEquals("run.failed", outcome.json().getLast().getString("event"));
    }

    @Test
    void an_example_that_cannot_be_read_fails_the_run_and_leaves_its_record() throws IOException {
        Outcome outcome = run("scratched", "{dense: {units: 2}}");
        assertEquals(1, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("the disc is scratched"), outcome.err());
        JsonObject failed = outcome.json().getLast();
        assertEquals("run.failed", failed.getString("event"));
        assertTrue(failed.getString("reason").contains("the disc is scratched"), failed::toString);
        JsonObject last = workbench.run("runs", "--json").json().stream()
                .filter(run -> run.getString("status").equals("failed")).reduce((a, b) -> b).orElseThrow();
        assertTrue(last.getString("reason").contains("the disc is scratched"), last::toString);
    }

    @Test
    void a_backend_that_fails_is_never_chosen_by_itself_and_says_why_when_asked_for() throws IOException {
        assertTrue(fault("backend", "unplugged").getString("text").contains("the cable is loose"));
        assertTrue(fault("catalog", "who am i").getString("text").contains("of forgetful 1.0.0: "));
        Outcome outcome = run("xor", "{dense: {units: 2}}");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertFalse(outcome.json().getFirst().getString("backend").equals("unplugged"));
        Outcome asked = workbench.run("run", home.resolve("trial.yaml").toString(), "--backend", "unplugged");
        assertEquals(3, asked.exitCode(), asked.err());
        assertTrue(asked.err().contains("the cable is loose"), asked.err());
    }

    @Test
    void of_two_with_one_name_the_newer_bundle_wins_whichever_came_first_and_both_are_named() throws Exception {
        for (List<String> order : List.of(List.of("1.0.0", "2.0.0"), List.of("2.0.0", "1.0.0"))) {
            Bundle first = twin("twin.of." + order.getFirst(), order.getFirst());
            Bundle second = twin("twin.of." + order.getLast(), order.getLast());
            JsonObject winner = workbench.run("describe", "layer", "twin", "--json").json().getFirst();
            assertEquals("twin.of.2.0.0", winner.getString("bundle"), () -> "in the order " + order);
            JsonObject fault = fault("catalog", "layer twin");
            assertTrue(fault.getString("text").contains("of twin.of.1.0.0 1.0.0: twin.of.2.0.0 2.0.0 brings one"),
                    fault::toString);
            first.uninstall();
            second.uninstall();
        }
    }

    @Test
    void when_the_one_that_won_leaves_the_other_takes_its_place() throws Exception {
        Bundle older = twin("twin.older", "1.0.0");
        Bundle newer = twin("twin.newer", "1.0.1");
        assertEquals("twin.newer", bundleOf("twin"));
        newer.stop();
        assertEquals("twin.older", bundleOf("twin"));
        newer.start();
        assertEquals("twin.newer", bundleOf("twin"));
        newer.uninstall();
        older.uninstall();
        assertFalse(names("layers").contains("twin"));
    }

    private static String bundleOf(String layer) {
        return workbench.run("describe", "layer", layer, "--json").json().getFirst().getString("bundle");
    }

    private static Bundle twin(String bundle, String version) throws Exception {
        return install(BundleJar.named(bundle).header("Bundle-Version", version)
                .component(Strays.PlainType.class, LayerType.class, Map.of("fascicle.layer.name", "twin"))
                .type(Strays.Plain.class));
    }
}
