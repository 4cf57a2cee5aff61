package org.fascicle.shell.command;

import picocli.CommandLine.Option;

/** How a command answers. */
final class Form {
    @Option(names = "--json", description = "Print one JSON object a line, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--debug", description = "Tell where an error comes from.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Tell what this command takes.")
    private boolean help;

    boolean json() {
        return json;
    }
}
