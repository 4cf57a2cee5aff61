package org.fascicle.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.data.DatasetType;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.LossType;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** What must hold for whatever is in the catalog, as the commands show it: nothing here is named but what tries it. */
final class ContributionsTest {
    /** Between backends, after two epochs in f32. */
    private static final double TOLERANCE = 1e-4;
    private static final String PROBE = "probe";
    @TempDir
    private static Path home;
    private static Workbench workbench;

    @BeforeAll
    static void start() throws Exception {
        workbench = Workbench.start(home);
        workbench.install(BundleJar.named(PROBE)
                .component(ProbeData.Type.class, DatasetType.class, Map.of("fascicle.dataset.name", "probe-data"))
                .component(ProbeLayer.Type.class, LayerType.class, Map.of("fascicle.layer.name", "probe-layer"))
                .component(ProbeLoss.Type.class, LossType.class, Map.of("fascicle.loss.name", "probe-loss"))
                .type(ProbeData.class).type(ProbeLayer.class).type(ProbeLoss.class).write(home.resolve("probe.jar")));
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    private static List<JsonObject> json(String... arguments) {
        Outcome outcome = workbench.run(arguments);
        assertEquals(0, outcome.exitCode(), () -> String.join(" ", arguments) + ": " + outcome.err() + outcome.out());
        assertEquals(List.of(), outcome.errLines());
        return outcome.json();
    }

    /** A test of everything but what tries it. */
    private static Stream<DynamicTest> each(Case test) {
        return Arrays.stream(Kind.values()).flatMap(kind -> json("list", kind.plural(), "--json").stream()
                .filter(item -> !item.getString("bundle").equals(PROBE))
                .map(item -> DynamicTest.dynamicTest(kind.word() + " " + item.getString("name"),
                        () -> test.of(kind, item))));
    }

    private interface Case {
        void of(Kind kind, JsonObject item) throws Exception;
    }

    @Test
    void there_is_something_of_every_kind_and_there_are_several_backends() {
        for (Kind kind : Kind.values()) {
            assertFalse(json("list", kind.plural(), "--json").isEmpty(), kind.plural());
        }
        assertTrue(backends().size() > 1, () -> "nothing to compare: " + backends());
    }

    private static List<String> backends() {
        return json("list", "backends", "--json").stream().map(item -> item.getString("name")).toList();
    }

    @TestFactory
    Stream<DynamicTest> it_is_told_from_which_bundle_and_that_bundle_tells_it_as_a_capability() {
        return each((kind, item) -> {
            Bundle bundle = workbench.bundle(item.getString("bundle"));
            assertEquals(bundle.getVersion().toString(), item.getString("version"));
            assertEquals(kind.word(), item.getString("kind"));
            assertFalse(item.getString("about").isEmpty(), "a person wants to know what it is");
            assertTrue(bundle.adapt(BundleRevision.class).getDeclaredCapabilities(kind.namespace()).stream()
                    .anyMatch(capability -> item.getString("name").equals(capability.getAttributes().get("name"))),
                    () -> bundle + " does not declare " + kind.namespace());
        });
    }

    @Test
    void what_a_bundle_tells_as_a_capability_is_in_the_catalog() {
        for (Kind kind : Kind.values()) {
            Set<String> listed = new HashSet<>();
            json("list", kind.plural(), "--json").forEach(item -> listed.add(item.getString("name")));
            for (Bundle bundle : workbench.context().getBundles()) {
                bundle.adapt(BundleRevision.class).getDeclaredCapabilities(kind.namespace()).forEach(capability ->
                        assertTrue(listed.contains(capability.getAttributes().get("name")),
                                () -> bundle + " promises " + capability + ", there are " + listed));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> its_description_has_every_option_with_a_type_and_a_default_or_none() {
        return each((kind, item) -> {
            JsonObject description = description(kind, item.getString("name"));
            assertEquals(item.getString("about"), description.getString("about"));
            assertEquals(item.getString("bundle"), description.getString("bundle"));
            assertFalse(description.getJsonArray("text").isEmpty(), "its documentation is in its bundle");
            assertTrue(kind != Kind.LAYER && kind != Kind.LOSS && kind != Kind.DATASET
                    || !description.getString("shapes").isEmpty(), () -> "shapes of " + description);
            assertTrue(description.getString("example").startsWith(item.getString("name")), description::toString);
            for (JsonObject option : description.getJsonArray("options").getValuesAs(JsonObject.class)) {
                assertFalse(option.getString("type").isEmpty(), option::toString);
                assertEquals(option.getBoolean("required"), option.isNull("default"), option::toString);
                assertFalse(option.getString("about").isEmpty(), option::toString);
            }
            Outcome people = workbench.run("describe", kind.word(), item.getString("name"));
            assertEquals(0, people.exitCode());
            assertTrue(people.out().contains(item.getString("bundle")), people.out());
        });
    }

    private static JsonObject description(Kind kind, String name) {
        List<JsonObject> told = json("describe", kind.word(), name, "--json");
        assertEquals(1, told.size());
        return told.getFirst();
    }

    @TestFactory
    Stream<DynamicTest> its_example_is_right_and_trains_alike_on_every_backend() {
        return each((kind, item) -> {
            String name = item.getString("name");
            if (kind == Kind.DATASET) {
                JsonObject data = json("doctor", name, "--json").stream().filter(finding ->
                        finding.getString("area").equals("data") && finding.getString("subject").equals(name))
                        .findFirst().orElseThrow();
                assumeTrue(data.getBoolean("fine"), () -> "not tried, its files are not here: " + data);
            }
            JsonObject description = description(kind, name);
            List<Trial> trials = Trial.of(kind, name, description.getString("example"), counts(description));
            List<Boolean> ran = new ArrayList<>();
            for (Trial trial : trials) {
                ran.add(trains(trial, kind == Kind.LOSS || kind == Kind.METRIC));
            }
            assertTrue(ran.contains(true), () -> "it runs on nothing that was tried: " + trials);
        });
    }

    /** Options that are large whole numbers: they count examples. */
    private static List<String> counts(JsonObject description) {
        return description.getJsonArray("options").getValuesAs(JsonObject.class).stream()
                .filter(option -> option.getString("type").equals("whole number") && !option.isNull("default")
                        && option.getString("default").matches("\\d{3,}"))
                .map(option -> option.getString("name")).toList();
    }

    /** Whether an experiment is accepted; one that is trains, with the same loss everywhere. */
    private static boolean trains(Trial trial, boolean mayRefuse) {
        Path file = home.resolve("trial.yaml");
        Outcome check = workbench.run(trial.arguments("check", file, "--json"));
        if (check.err().contains("no layer before this one made a parameter")) {
            return trains(trial.behindDense(), mayRefuse);
        }
        if (check.err().contains("is a layer of several inputs")) {
            assertEquals(2, check.exitCode(), check.err());
            return trains(trial.joined(), mayRefuse);
        }
        if (mayRefuse && check.exitCode() != 0) {
            assertEquals(2, check.exitCode(), check.err());
            assertTrue(check.err().contains("expected shapes that fit"), check.err());
            return false;
        }
        assertEquals(0, check.exitCode(), () -> check.err() + trial);
        assertEquals(1, check.json().size());
        Optional<Double> first = Optional.empty();
        for (String backend : backends()) {
            List<JsonObject> events = json(trial.arguments("run", file, "--backend", backend, "--json"));
            assertEquals(List.of("run.started", "epoch", "epoch", "run.finished"),
                    events.stream().map(event -> event.getString("event")).toList());
            assertEquals(backend, events.getFirst().getString("backend"));
            assertEquals("done", events.getLast().getString("status"));
            double loss = events.get(2).getJsonObject("train").getJsonNumber("loss").doubleValue();
            assertTrue(Double.isFinite(loss), events::toString);
            double expected = first.orElse(loss);
            assertEquals(expected, loss, TOLERANCE * Math.max(1, Math.abs(expected)), backend);
            first = Optional.of(expected);
        }
        return true;
    }
}
