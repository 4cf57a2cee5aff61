package org.fascicle.launcher;

import java.time.Duration;
import java.util.List;

/** Where the process begins and, whatever happens, ends. */
public final class Main {
    private static final Duration LAST_HOOK = Duration.ofSeconds(10);

    private Main() { }

    /**
     * Starts the workbench, runs one command in it, and ends the process with the command's exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Settings settings = Settings.ofProcess(List.of(arguments));
        int code = ExitCode.FAILED.code();
        try {
            code = run(settings, arguments);
        } catch (LaunchException e) {
            settings.tell(e.getMessage(), e);
            code = e.exitCode().code();
        } catch (OutOfMemoryError e) {
            settings.tell("out of memory with a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; give more with --memory, such as --memory 4g", e);
        } catch (RuntimeException | Error e) {
            settings.tell("an error that should not be: " + e + (settings.debug() ? "" : " (--debug tells where)"), e);
        } finally {
            exit(code);
        }
    }

    private static int run(Settings settings, String[] arguments) throws LaunchException {
        Heap.check(List.of(arguments));
        try (Kernel kernel = Kernel.start(settings)) {
            return kernel.run(arguments);
        }
    }

    /** Ends the process also when threads are still running, and also when a shutdown hook never ends. */
    private static void exit(int code) {
        Thread.ofPlatform().daemon().name("last resort").start(() -> {
            try {
                Thread.sleep(LAST_HOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code);
        });
        System.exit(code);
    }
}
