package org.fascicle.shell;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.fascicle.shell.extension.CommandType;
import org.fascicle.workbench.Workbench;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command line: what the launcher hands its arguments to. */
@Component(service = ToIntFunction.class, property = "fascicle.main=true")
public final class CommandLineService implements ToIntFunction<String[]> {
    private final Workbench workbench;
    private final Commands commands;

    /** What other bundles add. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<CommandType> additions = List.of();

    /** A command line for a workbench; the interactive shell is one of its commands. */
    @Activate
    public CommandLineService(@Reference Workbench workbench, @Reference CommandProcessor processor) {
        this.workbench = workbench;
        this.commands = new Commands().with("shell", desk -> new ShellCommand(desk, processor));
    }

    @Override
    public int applyAsInt(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        Desk desk = new Desk(workbench, System.out, System.err, Screens::columns, words.contains(Commands.DEBUG));
        Commands all = commands;
        for (CommandType addition : additions) {
            all = all.with(addition);
        }
        Commands chosen = all;
        return new Interruption(Thread.currentThread()).during(() -> chosen.execute(words, desk));
    }
}
