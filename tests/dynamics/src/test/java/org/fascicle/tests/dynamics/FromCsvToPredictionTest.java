package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide "from CSV to prediction", command by command as it stands there, in an empty folder: what it shows is what
 * comes, but for numbers, which are the machine's.
 */
final class FromCsvToPredictionTest {
    private static final Pattern BLOCK = Pattern.compile("```\\n(\\$ .*?)```", Pattern.DOTALL);
    private static final String OMITTED = "…";
    private static final long LIMIT_SECONDS = 300;
    @TempDir
    private Path folder;

    /**
     * A command of the guide.
     *
     * @param command what is typed, its own lines included
     * @param shown what the guide shows of its answer
     */
    private record Step(String command, List<String> shown) {
    }

    /** A command goes on while a quote is open. */
    private static List<Step> steps(String guide) {
        List<Step> steps = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(guide);
        while (blocks.find()) {
            StringBuilder command = new StringBuilder();
            List<String> shown = new ArrayList<>();
            for (String line : blocks.group(1).lines().toList()) {
                boolean open = command.chars().filter(letter -> letter == '\'').count() % 2 == 1;
                if (open) {
                    command.append('\n').append(line);
                } else if (line.startsWith("$ ")) {
                    if (!command.isEmpty()) {
                        steps.add(new Step(command.toString(), shown));
                    }
                    command = new StringBuilder(line.substring(2));
                    shown = new ArrayList<>();
                } else {
                    shown.add(line);
                }
            }
            steps.add(new Step(command.toString(), shown));
        }
        return steps;
    }

    private String run(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("guide", ".out");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(out.toFile());
        shell.environment().put("FASCICLE_HOME", folder.resolve("home").toString());
        shell.environment().put("FASCICLE_JAVA_HOME", System.getProperty("java.home"));
        Process process = shell.start();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), command);
        String said = Files.readString(out);
        Files.delete(out);
        assertEquals(0, process.exitValue(), command + "\n" + said);
        return said;
    }

    /** Numbers as {@code 0}, and spaces as one, since columns are as wide as their numbers; folders are one's own. */
    private static String plain(String line) {
        return line.replaceAll("^kept in .*", "kept in a folder")
                .replaceAll("[-+]?\\d[\\d.,]*(e[-+]?\\d+)?", "0").replaceAll("\\s+", " ").strip();
    }

    @Test
    void every_command_of_the_guide_gives_what_the_guide_shows() throws Exception {
        Path distribution = Path.of(System.getProperty("fascicle.dist")).toAbsolutePath().normalize();
        Files.createSymbolicLink(folder.resolve("fascicle"), distribution.resolve("fascicle"));
        List<Step> steps = steps(Files.readString(Path.of("docs/from-csv-to-prediction.md")));
        assertTrue(steps.size() >= 8, "the guide has " + steps.size() + " commands");
        for (Step step : steps) {
            String said = run(step.command());
            List<String> lines = said.lines().map(FromCsvToPredictionTest::plain).toList();
            int from = 0;
            for (String line : step.shown()) {
                if (line.equals(OMITTED)) {
                    continue;
                }
                int at = lines.subList(from, lines.size()).indexOf(plain(line));
                assertTrue(at >= 0, () -> step.command() + " does not say \"" + line + "\" but: " + said);
                from += at + 1;
            }
        }
        assertFalse(Files.exists(folder.resolve("flats.csv")), "the last predictions need no training data");
        // the rents follow a formula: 9 the square metre, 2 a year since 1940, 260 in the centre and 90 in the north
        List<String> told = Files.readAllLines(folder.resolve("rents.csv"));
        assertEquals(4, told.size());
        double[] rents = {9 * 60 + 2 * 50 + 260 + 18, 9 * 100 + 2 * 80 + 18, 9 * 40 + 2 * 20 + 90 + 18};
        for (int i = 0; i < rents.length; i++) {
            assertEquals(rents[i], Double.parseDouble(told.get(i + 1).split(",")[1]), 60, told.get(i + 1));
        }
    }
}
