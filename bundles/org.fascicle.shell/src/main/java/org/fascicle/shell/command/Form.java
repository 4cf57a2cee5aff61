package org.fascicle.shell.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command answers. */
final class Form {
    @Option(names = "--json", description = "Print one JSON object a line, and nothing else, on standard output.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    boolean json() {
        return json;
    }
}
