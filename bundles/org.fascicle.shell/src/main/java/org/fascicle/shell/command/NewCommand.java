package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fascicle.data.Draft;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.DraftRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes something to begin with. */
@Command(name = "new", sortOptions = false, description = "Write an experiment to begin with on a table of your own: "
        + "looks at its columns, and says what it takes them for.",
        footer = {"", "Example:", "  fascicle new experiment flats --from flats.csv --target rent",
            "  fascicle run flats.yaml"})
public final class NewCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "KIND", index = "0", description = "What to write: ${COMPLETION-CANDIDATES}.")
    private What what;

    @Parameters(paramLabel = "NAME", index = "1", description = "Its name; the file is NAME.yaml in this folder.")
    private String name;

    @Option(names = "--from", paramLabel = "FILE", required = true, description = "The table: a CSV file with a line "
            + "of names, or without one.")
    private Path from;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column to be told, by name or by number; the "
            + "last one by default.")
    private String target;

    @Option(names = "--out", paramLabel = "FILE", description = "Another file to write.")
    private Path out;

    @Mixin
    private final Form form = new Form();

    /** What can be written. */
    enum What {
        /** An experiment file. */
        EXPERIMENT;

        @Override
        public String toString() {
            return "experiment";
        }
    }

    /** The command at a desk. */
    public NewCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Path file = Optional.ofNullable(out).orElseGet(() -> Path.of(name + ".yaml"));
        Draft draft = desk.workbench().draft(new DraftRequest(name, from(file), Optional.ofNullable(target)));
        try {
            Files.writeString(file, draft.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "there is a file " + file + " already",
                    "give another name, or another file with --out", e);
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, file + " cannot be written: " + e,
                    "give another file with --out", e);
        }
        if (form.json()) {
            desk.out().println(Json.line(Json.object("file", file.toString(), "findings", draft.findings())));
        } else {
            draft.findings().forEach(desk.out()::println);
            desk.out().println("written to " + file + "; \"fascicle run " + file + "\" trains it");
        }
        return ExitCode.DONE.code();
    }

    /** Where a relative path would be looked for beside the experiment, and is not there, it is given in full. */
    private Path from(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return from.isAbsolute() || folder.resolve(from).normalize().equals(from.toAbsolutePath().normalize()) ? from
                : from.toAbsolutePath().normalize();
    }
}
