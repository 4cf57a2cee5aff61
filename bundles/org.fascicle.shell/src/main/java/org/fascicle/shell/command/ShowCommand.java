package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a past run, or several. */
@Command(name = "show", description = "Show a past run: its epochs, results, and what it was made of; of several runs, "
        + "what each came to, and the mean.",
        sortOptions = false)
public final class ShowCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "RUN-or-SET", description = "A name of \"runs\", or a folder.")
    private String run;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ShowCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Optional<StoredSet> set = desk.workbench().set(run);
        if (set.isPresent()) {
            return show(set.get());
        }
        StoredRun stored = desk.workbench().show(run);
        if (form.json()) {
            Map<String, Object> object = StoredRunJson.of(stored);
            object.put("metrics", stored.epochs().stream().map(epoch -> Json.object("epoch", epoch.epoch(), "step",
                    epoch.step(), "seconds", epoch.seconds(), "train", epoch.train(), "validation",
                    epoch.validation(), "test", epoch.test())).toList());
            object.put("pictures", pictures(stored.folder()).stream().map(Path::toString).toList());
            desk.out().println(Json.line(object));
        } else {
            new RunTable(stored).print(desk.out());
            pictures(stored.folder()).forEach(picture -> desk.out().println("picture  " + picture));
        }
        stored.problems().forEach(problem -> desk.err().println("fascicle: " + problem));
        return ExitCode.DONE.code();
    }

    private int show(StoredSet set) {
        if (form.json()) {
            desk.out().println(Json.line(StoredRunJson.of(set)));
        } else {
            new SetTable(set).print(desk.out());
        }
        set.problems().forEach(problem -> desk.err().println("fascicle: " + problem));
        return ExitCode.DONE.code();
    }

    /** Pictures that lie in its folder, in the order of their names. */
    private static List<Path> pictures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".png")).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
