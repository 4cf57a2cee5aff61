package org.fascicle.shell.command;

import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the schema of experiment files. */
@Command(name = "schema", sortOptions = false, description = "Print what an experiment file may hold, as a JSON Schema "
        + "(draft 2020-12): editors complete and underline by it.",
        footer = {"", "Example:", "  fascicle schema > experiment.schema.json"})
public final class SchemaCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** The command at a desk. */
    public SchemaCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        desk.out().println(desk.workbench().schema());
        return ExitCode.DONE.code();
    }
}
