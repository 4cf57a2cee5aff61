package org.fascicle.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.config.Option;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes a contribution. */
@Command(name = "describe", sortOptions = false, description = "Show the options of a layer, loss, dataset, … with "
        + "their types and defaults, an example, and the bundle that brings it.")
public final class DescribeCommand implements Callable<Integer> {
    private static final int WIDTH = 100;
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "KIND", description = "Such as layer.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Such as dense.")
    private String name;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public DescribeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Description description = desk.workbench().describe(kind, name);
        if (form.json()) {
            desk.out().println(Json.line(Json.object("kind", description.kind().word(), "name", description.name(),
                    "about", description.about(), "text", description.text(), "shapes", description.shapes(),
                    "bundle", description.bundle(), "version", description.version(),
                    "options", description.options().stream().map(option -> Json.object("name", option.name(), "type",
                            option.type(), "required", option.required(), "default",
                            option.defaultValue().orElse(null), "range", option.range(), "about", option.about()))
                            .toList(),
                    "example", description.example())));
            return ExitCode.DONE.code();
        }
        desk.out().println(description.kind().word() + " " + description.name()
                + (description.about().isEmpty() ? "" : ": " + description.about()));
        description.text().forEach(paragraph -> wrapped(paragraph).forEach(desk.out()::println));
        if (!description.shapes().isEmpty()) {
            desk.out().println();
            desk.out().println("shapes  " + description.shapes());
        }
        desk.out().println((description.text().isEmpty() ? "" : "\n") + "from " + description.bundle() + " "
                + description.version());
        Table table = new Table().row("option", "type", "default", "range", "about");
        for (Option option : description.options()) {
            table.row(option.name(), option.type(), option.defaultValue().orElse("(required)"), option.range(),
                    option.about());
        }
        if (!description.options().isEmpty()) {
            desk.out().println();
            table.print(desk.out());
        }
        desk.out().println();
        desk.out().println("example:");
        description.example().lines().forEach(line -> desk.out().println("  " + line));
        return ExitCode.DONE.code();
    }

    /** A paragraph behind a blank line, in lines of a width that reads well; a formula in its own. */
    private static List<String> wrapped(String paragraph) {
        if (paragraph.startsWith(" ")) {
            return Stream.concat(Stream.of(""), paragraph.lines()).toList();
        }
        List<String> lines = new ArrayList<>(List.of("", ""));
        for (String word : paragraph.split(" ")) {
            String line = lines.getLast();
            if (line.length() + word.length() >= WIDTH) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, line.isEmpty() ? word : line + " " + word);
            }
        }
        return lines;
    }
}
