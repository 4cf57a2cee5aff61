package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process: exit codes, plug-ins that do not work, two processes at once, signals. */
final class LauncherTest {
    @TempDir
    private Path home;
    private CommandLine fascicle;

    @BeforeEach
    void install_the_probe() {
        fascicle = CommandLine.in(home);
        Probe.plugIn(home);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 130})
    void the_exit_code_of_a_command_is_that_of_the_process(int code) throws IOException {
        Outcome outcome = fascicle.run("exit", String.valueOf(code));
        assertEquals(code, outcome.exitCode(), outcome.err());
        assertEquals(List.of(), outcome.errLines());
        assertEquals(List.of("stopped"), outcome.outLines(), "the framework stops its bundles");
        assertEquals(List.of(), caches(), "the bundle cache is gone");
    }

    @Test
    void a_command_that_throws_fails_in_one_line() {
        Outcome outcome = fascicle.run("throw");
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.errLines().size(), outcome.err());
        assertTrue(outcome.err().contains("the probe throws"), outcome.err());
    }

    @Test
    void debugging_shows_where_a_command_throws() {
        Outcome outcome = fascicle.run("throw", "--debug");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("at " + Probe.class.getName() + ".applyAsInt"), outcome.err());
    }

    @Test
    void running_out_of_memory_names_the_limit_and_the_way_out() {
        Outcome outcome = fascicle.run("fill", "--memory", "96m");
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.errLines().size(), outcome.err());
        assertTrue(outcome.err().contains("out of memory") && outcome.err().contains("--memory"), outcome.err());
    }

    @Test
    void memory_sets_the_heap() {
        long mib = Long.parseLong(fascicle.run("memory", "--memory", "200m").outLines().getFirst());
        // The serial collector keeps one of its two survivor spaces out of what it reports.
        assertTrue(mib > 180 && mib <= 200, "maximum heap: " + mib + " MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "63m", "0g", "much", "-1g", "1t"})
    void a_memory_that_is_no_size_or_too_small_is_refused(String size) {
        Outcome outcome = fascicle.run("memory", "--memory", size);
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertEquals(1, outcome.errLines().size(), outcome.err());
        assertTrue(outcome.err().contains(size), outcome.err());
    }

    @Test
    void a_thread_that_a_command_leaves_behind_does_not_keep_the_process_alive() {
        assertEquals(0, fascicle.run("thread").exitCode());
    }

    @Test
    void plugins_that_do_not_work_are_named_with_the_reason_and_left_out() throws IOException {
        Path plugins = home.resolve("plugins");
        Files.writeString(plugins.resolve("text.jar"), "this is no archive");
        BundleJar.named("needy").header("Import-Package", "no.such.thing;version=\"[1.2,2)\"")
                .write(plugins.resolve("needy.jar"));
        BundleJar.named("twin").write(plugins.resolve("twin-a.jar"));
        BundleJar.named("twin").write(plugins.resolve("twin-b.jar"));
        BundleJar.named("faulty").header("Bundle-Activator", "no.such.Activator").write(plugins.resolve("faulty.jar"));
        Files.copy(Path.of(System.getProperty("fascicle.dist"), "lib", "org.fascicle.launcher.jar"),
                plugins.resolve("plain.jar"));

        Outcome outcome = fascicle.run("exit", "0");

        assertEquals(0, outcome.exitCode());
        assertComplaint(outcome, "text.jar", "ZipException");
        assertComplaint(outcome, "needy.jar", "no.such.thing, version 1.2.0 or newer below 2.0.0");
        assertComplaint(outcome, "twin-b.jar", "twin");
        assertComplaint(outcome, "faulty.jar", "no.such.Activator");
        assertComplaint(outcome, "plain.jar", "Bundle-SymbolicName");
        assertEquals(5, outcome.errLines().size(), outcome.err());
    }

    private static void assertComplaint(Outcome outcome, String jar, String reason) {
        assertTrue(outcome.errLines().stream().anyMatch(line -> line.contains(jar) && line.contains(reason)),
                jar + " because of " + reason + " expected in: " + outcome.err());
    }

    @Test
    void two_processes_with_one_home_do_not_disturb_each_other() throws IOException, InterruptedException {
        Process first = fascicle.start("wait");
        BufferedReader out = first.inputReader();
        assertEquals("ready", out.readLine());
        assertEquals(0, fascicle.run("exit", "0").exitCode());
        assertEquals(1, caches().size(), "the second process leaves the first one's cache alone");
        first.getOutputStream().write('x');
        first.getOutputStream().close();
        assertEquals("late x", out.readLine(), "the first process still finds its classes");
        assertEquals(0, first.waitFor());
        assertEquals(List.of(), caches());
    }

    @Test
    void what_a_killed_process_leaves_is_swept_by_the_next() throws IOException, InterruptedException {
        Process killed = fascicle.start("wait");
        assertEquals("ready", killed.inputReader().readLine());
        killed.destroyForcibly().waitFor();
        assertEquals(1, caches().size());
        assertEquals(0, fascicle.run("exit", "0").exitCode());
        assertEquals(List.of(), caches());
    }

    @Test
    void an_interrupt_runs_the_hook_of_the_command() throws IOException, InterruptedException {
        Process process = fascicle.start("hook");
        BufferedReader out = process.inputReader();
        assertEquals("ready", out.readLine());
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        assertEquals("late h", out.readLine(), "the hook still finds its classes");
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the process ends");
        assertEquals(130, process.exitValue());
        assertEquals(List.of(), caches(), "the bundle cache is gone");
    }

    @Test
    void a_home_that_cannot_be_written_is_no_hindrance(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("home"), "a file, not a folder");
        Outcome outcome = CommandLine.in(file).run("--help");
        assertEquals(List.of(), outcome.errLines());
    }

    @Test
    void a_home_of_a_later_version_is_refused_with_both_versions_and_left_as_it_is() throws IOException {
        assertEquals(0, fascicle.run("exit", "0").exitCode());
        Path mark = home.resolve("home.properties");
        List<String> lines = Files.readAllLines(mark);
        assertTrue(lines.contains("format=1"), lines::toString);
        String own = lines.getLast().replace("fascicle=", "");
        assertTrue(own.matches("\\d+\\.\\d+\\.\\d+.*"), own);

        Files.write(mark, List.of("format=2", "fascicle=7.3.0", "more=unknown"));
        Map<String, String> before = contents();
        Outcome outcome = fascicle.run("exit", "0");
        assertEquals(2, outcome.exitCode());
        assertEquals(List.of("fascicle: the home folder " + home + " is of Fascicle 7.3.0 (format 2), and this is "
                + "Fascicle " + own + " (format 1): use that version or a later one, or name another folder with "
                + "FASCICLE_HOME"), outcome.errLines());
        assertEquals(List.of(), outcome.outLines());
        assertEquals(before, contents(), "nothing is touched");

        Files.write(mark, List.of("format=one"));
        Outcome damaged = fascicle.run("exit", "0");
        assertEquals(2, damaged.exitCode());
        assertTrue(damaged.err().contains(mark + " does not say in which format"), damaged.err());

        Files.write(mark, List.of("format=1", "fascicle=0.0.1"));
        assertEquals(0, fascicle.run("exit", "0").exitCode());
        assertEquals(List.of("format=1", "fascicle=0.0.1"), Files.readAllLines(mark));
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                contents.put(home.relativize(file).toString(), Files.isRegularFile(file)
                        ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "folder");
            }
        }
        return contents;
    }

    @Test
    void without_a_command_line_the_start_says_what_is_wrong() {
        Outcome outcome = CommandLine.in(home.resolve("empty"))
                .with("FASCICLE_JAVA_OPTIONS", "-Dfascicle.feature=platform").run("list");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("no bundle offers the command line"), outcome.err());
    }

    @Test
    void a_feature_that_is_not_there_is_missing() {
        Outcome outcome = fascicle.with("FASCICLE_JAVA_OPTIONS", "-Dfascicle.feature=nothing").run("list");
        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("\"nothing\""), outcome.err());
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> found = Files.list(home.resolve("cache/bundles"))) {
            return found.filter(Files::isDirectory).toList();
        }
    }
}
