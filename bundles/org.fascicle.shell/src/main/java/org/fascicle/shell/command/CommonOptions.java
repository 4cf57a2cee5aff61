package org.fascicle.shell.command;

import picocli.CommandLine.Option;

/** What every command takes. */
public final class CommonOptions {
    // whoever starts the command looks for it among its words
    @Option(names = "--debug", description = "Tell where an error comes from.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Tell what this command takes.")
    private boolean help;
}
