package org.fascicle.shell;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.fascicle.shell.command.CommonOptions;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The same commands, and those of Gogo, one after the other in one living process. */
@Command(name = "shell", sortOptions = false, description = "Read commands, one a line, until \"exit\" or the end "
        + "of the input. From a pipe it ends with the exit code of the last of them.")
final class ShellCommand implements Callable<Integer> {
    /** The variable of a session that holds the terminal at which a person watches. */
    static final String TERMINAL = "fascicle.terminal";
    private static final String PROMPT = "fascicle> ";
    private static final String EXIT = "exit";
    private final Desk desk;
    private final CommandProcessor processor;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    ShellCommand(Desk desk, CommandProcessor processor) {
        this.desk = desk;
        this.processor = processor;
    }

    @Override
    public Integer call() throws IOException {
        // The streams of the process: System.out is Gogo's own by now, and leads back to those of the session.
        try (CommandSession session = processor.createSession(new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err))) {
            session.put("SCOPE", "fascicle:*");
            if (Screens.isTerminal()) {
                interactive(session);
                return ExitCode.DONE.code();
            }
            return batch(session);
        }
    }

    private void interactive(CommandSession session) throws IOException {
        try (Terminal terminal = Screens.open(true)) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).appName("fascicle").build();
            session.put(TERMINAL, terminal);
            terminal.handle(Terminal.Signal.INT,
                    signal -> Optional.ofNullable(session.foregroundJob()).ifPresent(Job::interrupt));
            while (true) {
                try {
                    String line = reader.readLine(PROMPT);
                    if (line.strip().equals(EXIT)) {
                        return;
                    }
                    execute(session, line);
                } catch (UserInterruptException discarded) {
                    continue;
                } catch (EndOfFileException end) {
                    return;
                }
            }
        }
    }

    /**
     * Goes through all lines, whatever becomes of them; gives the exit code of the last, as a shell of the system does.
     */
    private int batch(CommandSession session) throws IOException {
        int last = ExitCode.DONE.code();
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(session.getKeyboard(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null && !line.strip().equals(EXIT); line = reader.readLine()) {
            last = line.isBlank() ? last : execute(session, line);
        }
        return last;
    }

    private int execute(CommandSession session, String line) {
        if (line.isBlank()) {
            return ExitCode.DONE.code();
        }
        session.put(GogoCommands.EXIT, ExitCode.DONE.code());
        try {
            Object result = session.execute(line);
            if (result != null) {
                desk.out().println(session.format(result, Converter.INSPECT));
            }
            return session.get(GogoCommands.EXIT) instanceof Integer code ? code : ExitCode.DONE.code();
        } catch (InterruptedException interrupted) {
            // Somebody pressed Ctrl-C; the command tells what became of it.
            return ExitCode.INTERRUPTED.code();
        } catch (CommandNotFoundException e) {
            desk.err().println("fascicle: " + e.getMessage());
            return ExitCode.WRONG_REQUEST.code();
        } catch (Exception e) {
            desk.err().println("fascicle: " + (e.getMessage() == null ? e : e.getMessage()));
            if (desk.debug()) {
                e.printStackTrace(desk.err());
            }
            return ExitCode.FAILED.code();
        }
    }
}
