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
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same commands, and those of Gogo, one after the other in one living process. */
@Command(name = "shell", description = "Read commands, one a line, until \"exit\" or the end of the input.",
        sortOptions = false)
final class ShellCommand implements Callable<Integer> {
    /** The variable of a session that holds the terminal at which a person watches. */
    static final String TERMINAL = "fascicle.terminal";
    private static final String PROMPT = "fascicle> ";
    private static final String EXIT = "exit";
    private final Desk desk;
    private final CommandProcessor processor;

    @Option(names = "--debug", description = "Tell where an error comes from.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Tell what this command takes.")
    private boolean help;

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
            } else {
                batch(session);
            }
        }
        return ExitCode.DONE.code();
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

    private void batch(CommandSession session) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(session.getKeyboard(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null && !line.strip().equals(EXIT); line = reader.readLine()) {
            execute(session, line);
        }
    }

    private void execute(CommandSession session, String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            Object result = session.execute(line);
            if (result != null) {
                desk.out().println(session.format(result, Converter.INSPECT));
            }
        } catch (InterruptedException interrupted) {
            // Somebody pressed Ctrl-C; the command tells what became of it.
            return;
        } catch (Exception e) {
            desk.err().println("fascicle: " + (e.getMessage() == null ? e : e.getMessage()));
            if (desk.debug()) {
                e.printStackTrace(desk.err());
            }
        }
    }
}
