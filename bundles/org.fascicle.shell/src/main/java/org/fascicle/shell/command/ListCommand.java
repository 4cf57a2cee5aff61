package org.fascicle.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.Item;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what is there. */
@Command(name = "list", description = "List what is there, and which bundle brings it.", sortOptions = false)
public final class ListCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "KIND", arity = "0..1", defaultValue = "",
            description = "Such as layers, datasets, backends, experiments or plugins; everything by default.")
    private String kind;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ListCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        List<Item> items = desk.workbench().list(kind);
        if (form.json()) {
            items.forEach(item -> desk.out().println(Json.line(Json.object("kind", item.kind(), "name", item.name(),
                    "about", item.about(), "bundle", item.bundle(), "version", item.version()))));
            return ExitCode.DONE.code();
        }
        Table table = new Table().row("kind", "name", "bundle", "version", "about");
        items.forEach(item -> table.row(item.kind(), item.name(), item.bundle(), item.version(), item.about()));
        table.print(desk.out());
        return ExitCode.DONE.code();
    }
}
