package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.PluginBuild;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/** The guide's plug-in: built as a stranger would build it, put among the plug-ins, and into a running framework. */
final class GuidePluginTest {
    private static final Path SNAKE = Path.of("tests", "plugins", "snake");
    private static final String BUNDLE = "org.example.snake";
    private static final int COLLECTIONS = 50;
    @TempDir
    private static Path folder;
    private static Outcome built;
    private static Path jar;
    private static Path experiment;

    @BeforeAll
    static void build() {
        PluginBuild build = PluginBuild.copyOf(SNAKE, folder);
        built = build.run("package");
        assertEquals(0, built.exitCode(), built.out());
        jar = build.jar();
        experiment = build.project().resolve("spirals-snake.yaml");
    }

    /** Takes the plug-in away when the first epoch is done, in the midst of the run. */
    public static final class Uninstaller implements RunListener {
        /** For the framework. */
        public Uninstaller() { }

        @Override
        public void event(RunEvent event) {
            if (event instanceof RunEvent.Epoch epoch && epoch.epoch() == 1) {
                for (Bundle bundle : FrameworkUtil.getBundle(Uninstaller.class).getBundleContext().getBundles()) {
                    if (BUNDLE.equals(bundle.getSymbolicName())) {
                        uninstall(bundle);
                    }
                }
            }
        }

        private static void uninstall(Bundle bundle) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void the_distribution_is_all_that_it_needs_to_build_and_its_contract_is_tested() {
        assertTrue(built.out().matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*"),
                () -> "the plug-in's contract is tested: " + built.out());
    }

    @Test
    void it_takes_any_later_version_of_what_it_implements_up_to_the_next_major_one() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            String imports = file.getManifest().getMainAttributes().getValue("Import-Package");
            for (String name : List.of("contribution", "graph", "nn", "tensor")) {
                assertTrue(Pattern.compile("(^|,)org\\.fascicle\\." + name + ";version=\"\\[1\\.\\d+,2\\)\"")
                        .matcher(imports).find(), imports);
            }
        }
    }

    @Test
    void among_the_plugins_of_a_home_it_is_listed_described_and_trains(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        CommandLine fascicle = CommandLine.in(home);
        assertEquals(List.of(BUNDLE), fascicle.run("list", "layers", "--json").json().stream()
                .filter(item -> item.getString("name").equals("snake")).map(item -> item.getString("bundle")).toList());
        Outcome described = fascicle.run("describe", "layer", "snake");
        assertEquals(0, described.exitCode(), described.err());
        assertTrue(described.out().contains("at least 1.0E-6") || described.out().contains("at least 0.000001"),
                described.out());
        assertTrue(described.out().contains("from " + BUNDLE + " 1.0.0"), described.out());

        Outcome run = fascicle.run("run", experiment.toString(), "--json", "--out", home.resolve("run").toString());
        assertEquals(0, run.exitCode(), run.err());
        List<JsonObject> events = run.json();
        double accuracy = events.get(events.size() - 2).getJsonObject("train").getJsonNumber("accuracy").doubleValue();
        assertTrue(accuracy > 0.95, () -> "snakes should tell the spirals apart: " + events);
        String record = Files.readString(home.resolve("run/run.json"));
        assertTrue(record.contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(Files.readAllBytes(jar)))), () -> "the sum of the plug-in is not in " + record);
    }

    @Test
    void in_a_running_framework_it_comes_trains_stops_and_goes_without_a_trace(@TempDir Path home) throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            assertFalse(isListed(workbench));
            WeakReference<ClassLoader> loader = comeTrainAndGo(workbench);
            assertFalse(isListed(workbench));
            assertEquals(List.of(), workbench.run("list", "plugins", "--json").json());
            Outcome gone = workbench.run("run", experiment.toString());
            assertEquals(2, gone.exitCode());
            assertTrue(gone.err().contains("expected a layer that is present, found `snake`"), gone.err());
            assertTrue(isCollected(loader), "somebody keeps the classes of a plug-in that is gone");
        }
    }

    private static WeakReference<ClassLoader> comeTrainAndGo(Workbench workbench) throws BundleException {
        Bundle bundle = workbench.install(jar);
        assertTrue(isListed(workbench));
        train(workbench);
        bundle.stop();
        assertFalse(isListed(workbench));
        bundle.start();
        assertTrue(isListed(workbench));
        train(workbench);
        WeakReference<ClassLoader> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        bundle.uninstall();
        return loader;
    }

    private static List<JsonObject> train(Workbench workbench) {
        Outcome run = workbench.run("run", experiment.toString(), "--set", "train.epochs=3", "--json");
        assertEquals(0, run.exitCode(), run.err());
        return run.json();
    }

    private static boolean isListed(Workbench workbench) {
        return workbench.run("list", "layers", "--json").json().stream()
                .anyMatch(item -> item.getString("name").equals("snake"));
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < COLLECTIONS && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void a_run_whose_plugin_is_uninstalled_under_it_ends_as_if_nothing_had_happened(@TempDir Path home)
            throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            Bundle bundle = workbench.install(jar);
            List<JsonObject> undisturbed = train(workbench);
            workbench.install(BundleJar.named("uninstaller").component(Uninstaller.class, RunListener.class, Map.of())
                    .write(home.resolve("uninstaller.jar")));
            List<JsonObject> disturbed = train(workbench);
            assertEquals(Bundle.UNINSTALLED, bundle.getState());
            assertFalse(isListed(workbench));
            assertEquals(figures(undisturbed), figures(disturbed));
            assertEquals(4, figures(disturbed).size(), "three epochs and the test");
        }
    }

    private static List<String> figures(List<JsonObject> events) {
        return events.stream().flatMap(event -> event.entrySet().stream())
                .filter(entry -> entry.getKey().equals("train") || entry.getKey().equals("test"))
                .map(entry -> entry.getKey() + entry.getValue()).toList();
    }

    @Test
    void an_update_shows_at_once(@TempDir Path home) throws Exception {
        try (Workbench workbench = Workbench.start(home)) {
            Bundle bundle = workbench.install(jar);
            Path newer = home.resolve("newer.jar");
            withVersion("2.0.0", newer);
            try (var bytes = Files.newInputStream(newer)) {
                bundle.update(bytes);
            }
            assertEquals(List.of("2.0.0"), workbench.run("list", "layers", "--json").json().stream()
                    .filter(item -> item.getString("name").equals("snake")).map(item -> item.getString("version"))
                    .toList());
            train(workbench);
        }
    }

    /** The plug-in under another version, byte for byte the same otherwise. */
    private static void withVersion(String version, Path target) throws IOException {
        try (var in = new JarInputStream(Files.newInputStream(jar))) {
            var manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (var out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }
}
