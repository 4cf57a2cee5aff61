package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.config.Option;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.workbench.Item;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes what {@code describe} tells of everything into pages, one for each kind. */
@Command(name = "reference", sortOptions = false, description = "Write a page in Markdown for each kind of "
        + "contribution that is there: formulas, shapes, options, examples.",
        footer = {"", "Example:", "  fascicle reference docs/reference"})
public final class ReferenceCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "DIR", description = "The folder of the pages; those that are there are replaced.")
    private Path folder;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** The command at a desk. */
    public ReferenceCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        try {
            Files.createDirectories(folder);
            for (Kind kind : Kind.values()) {
                List<Item> items = desk.workbench().list(kind.plural());
                Path page = folder.resolve(kind.plural() + ".md");
                Files.writeString(page, String.join("\n", page(kind, items)) + "\n");
                desk.out().println(page + "  " + items.size());
            }
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "the pages cannot be written: " + e,
                    "give a folder that can be", e);
        }
        return ExitCode.DONE.code();
    }

    private List<String> page(Kind kind, List<Item> items) throws WorkbenchException {
        String plural = kind.plural();
        List<String> lines = new ArrayList<>(List.of("# " + plural.substring(0, 1).toUpperCase(Locale.ROOT)
                + plural.substring(1), "", "Written by `fascicle reference docs/reference`, from the records and their "
                + "documentation: change those.", ""));
        for (Item item : items) {
            lines.add("- [" + item.name() + "](#" + item.name() + "): " + text(item.about()));
        }
        for (Item item : items) {
            describe(desk.workbench().describe(kind.word(), item.name()), lines);
        }
        return lines;
    }

    private static void describe(Description one, List<String> lines) {
        lines.addAll(List.of("", "## " + one.name(), ""));
        one.text().forEach(paragraph -> lines.addAll(List.of(paragraph.startsWith(" ") ? paragraph
                : text(paragraph), "")));
        if (!one.shapes().isEmpty()) {
            lines.addAll(List.of("Shapes: `" + one.shapes() + "`", ""));
        }
        if (!one.options().isEmpty()) {
            lines.addAll(List.of("| option | type | default | range | about |", "|---|---|---|---|---|"));
            for (Option option : one.options()) {
                lines.add("| `" + option.name() + "` | " + cell(option.type()) + " | "
                        + option.defaultValue().map(value -> "`" + cell(value) + "`").orElse("required") + " | "
                        + option.range() + " | " + cell(text(option.about())) + " |");
            }
            lines.add("");
        }
        lines.add("```yaml");
        lines.addAll(one.example().lines().toList());
        lines.addAll(List.of("```", "", "From `" + one.bundle() + "`."));
    }

    /** What Markdown would take for markup is shown as it is. */
    private static String text(String words) {
        return words.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("[", "\\[");
    }

    private static String cell(String words) {
        return words.replace("|", "\\|");
    }
}
