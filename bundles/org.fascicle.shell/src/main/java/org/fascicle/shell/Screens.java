package org.fascicle.shell;

import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of the process, if a person sits at it. */
final class Screens {
    private static final int USUAL_COLUMNS = 80;

    private Screens() {
    }

    /** Whether standard input and output are a terminal. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /**
     * Opens the terminal.
     *
     * @param signals whether Ctrl-C is to become an event of the terminal, and end the process no more
     */
    static Terminal open(boolean signals) throws IOException {
        // JLine looks for the parts that know a terminal through the thread's context, which is not its own here.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder().system(true).nativeSignals(signals).build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Columns of the terminal of the process; 0 where there is none. */
    static int columns() {
        if (!isTerminal()) {
            return 0;
        }
        try (Terminal terminal = open(false)) {
            return columns(terminal);
        } catch (IOException | LinkageError e) {
            return USUAL_COLUMNS;
        }
    }

    /** Columns of a terminal that is open. */
    static int columns(Terminal terminal) {
        return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_COLUMNS;
    }
}
