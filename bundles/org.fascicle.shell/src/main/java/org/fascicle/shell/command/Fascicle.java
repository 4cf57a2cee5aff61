package org.fascicle.shell.command;

import java.util.concurrent.Callable;
import org.fascicle.shell.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a name, which holds all others. */
@Command(name = "fascicle", description = "A workbench for neural networks that is made of bundles.",
        mixinStandardHelpOptions = true, versionProvider = BundleVersion.class, sortOptions = false)
public final class Fascicle implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", description = "Tell where an error comes from.")
    private boolean debug;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.WRONG_REQUEST.code();
    }
}
