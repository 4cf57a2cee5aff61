package org.fascicle.shell;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.fascicle.contribution.Names;
import org.fascicle.shell.command.CheckCommand;
import org.fascicle.shell.command.CompareCommand;
import org.fascicle.shell.command.DescribeCommand;
import org.fascicle.shell.command.DoctorCommand;
import org.fascicle.shell.command.EvaluateCommand;
import org.fascicle.shell.command.ExportCommand;
import org.fascicle.shell.command.Fascicle;
import org.fascicle.shell.command.FindRateCommand;
import org.fascicle.shell.command.ImportCommand;
import org.fascicle.shell.command.ListCommand;
import org.fascicle.shell.command.NewCommand;
import org.fascicle.shell.command.PredictCommand;
import org.fascicle.shell.command.ReferenceCommand;
import org.fascicle.shell.command.ResumeCommand;
import org.fascicle.shell.command.RunCommand;
import org.fascicle.shell.command.RunsCommand;
import org.fascicle.shell.command.SchemaCommand;
import org.fascicle.shell.command.ShowCommand;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.extension.CommandType;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, once: the command line and the interactive shell both come here. */
public final class Commands {
    /** The option that shows where errors arise. */
    public static final String DEBUG = "--debug";
    private static final String NEAREST = "; did you mean \"";
    /** The commands whose answers are the events of a run. */
    private static final Set<String> RUNNING = Set.of("run", "resume");
    private final Map<String, Function<Desk, Object>> commands = new LinkedHashMap<>();

    /** The commands that need nothing but a desk. */
    public Commands() {
        commands.put("new", NewCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("find-rate", FindRateCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("describe", DescribeCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("reference", ReferenceCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("runs", RunsCommand::new);
        commands.put("show", ShowCommand::new);
    }

    /** These commands and one more. */
    public Commands with(String name, Function<Desk, Object> command) {
        Commands more = new Commands();
        more.commands.putAll(commands);
        more.commands.put(name, command);
        return more;
    }

    /** These commands and one that a bundle adds. */
    public Commands with(CommandType addition) {
        return with(addition.name(), desk -> addition.command(desk.workbench(), desk.out(), desk.err()));
    }

    /** Their names. */
    public List<String> names() {
        return List.copyOf(commands.keySet());
    }

    /**
     * Runs a command.
     *
     * @param arguments its name, options and parameters
     * @param desk what it works with
     * @return the exit code
     */
    public int execute(List<String> arguments, Desk desk) {
        CommandLine line = new CommandLine(new Fascicle());
        wanted(arguments).forEach((name, command) -> line.addSubcommand(name, command.apply(desk)));
        line.setOut(new PrintWriter(desk.out(), true)).setErr(new PrintWriter(desk.err(), true));
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, given) -> wrong(wrong, desk, isJson(given)));
        line.setExecutionExceptionHandler((failure, _, _) -> failed(failure, desk, arguments));
        try {
            return line.execute(arguments.toArray(new String[0]));
        } finally {
            desk.out().flush();
            desk.err().flush();
        }
    }

    /** Whether a command answers with the events of a run; the options of all commands may stand before its name. */
    private static boolean isRunning(List<String> arguments) {
        return arguments.stream().filter(word -> !word.startsWith("-")).findFirst().filter(RUNNING::contains)
                .isPresent();
    }

    /** The command that the first word names, else all: to make one takes its time. */
    private Map<String, Function<Desk, Object>> wanted(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        return commands.containsKey(first) ? Map.of(first, commands.get(first)) : commands;
    }

    private static boolean isJson(String[] arguments) {
        return Arrays.asList(arguments).contains("--json");
    }

    private static int wrong(ParameterException wrong, Desk desk, boolean json) {
        String message = message(wrong);
        desk.err().println("fascicle: " + message);
        PrintWriter err = new PrintWriter(desk.err(), true);
        boolean told = message.contains(NEAREST);
        if (!told && !UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("\"" + wrong.getCommandLine().getCommandSpec().qualifiedName()
                    + " --help\" tells what it takes");
        }
        if (json) {
            desk.out().println(Json.line(Json.object("error", message, "hint", "")));
        }
        return ExitCode.WRONG_REQUEST.code();
    }

    /** What is wrong; a first word that is no command is told as such, with the nearest one. */
    private static String message(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched && line.getParent() == null) {
            String word = unmatched.getUnmatched().getFirst();
            if (!word.startsWith("-")) {
                return "there is no command \"" + word + "\"" + Names.nearest(word, line.getSubcommands().keySet())
                        .map(near -> NEAREST + near + "\"?").orElse("");
            }
        }
        return wrong.getMessage();
    }

    private static int failed(Exception failure, Desk desk, List<String> arguments) {
        ExitCode code = ExitCode.FAILED;
        String message = "an error that should not be: " + failure;
        String hint = "";
        if (failure instanceof WorkbenchException known) {
            code = ExitCode.of(known.kind());
            message = known.getMessage();
            hint = known.hint();
        } else if (!desk.debug()) {
            hint = DEBUG + " tells where";
        }
        desk.err().println("fascicle: " + message);
        if (!hint.isEmpty()) {
            desk.err().println(hint);
        }
        if (desk.debug()) {
            failure.printStackTrace(desk.err());
        }
        if (arguments.contains("--json")) {
            Map<String, Object> object = isRunning(arguments)
                    ? Json.object("event", "run.failed", "reason", message, "hint", hint)
                    : Json.object("error", message, "hint", hint);
            desk.out().println(Json.line(object));
        }
        return code.code();
    }
}
