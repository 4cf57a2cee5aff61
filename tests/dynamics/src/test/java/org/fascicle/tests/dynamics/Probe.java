package org.fascicle.tests.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.fascicle.tests.support.BundleJar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * A command line for tests of the launcher. As a plug-in it ranks before the workbench's own; its first argument says
 * what it does.
 */
public final class Probe implements BundleActivator, ToIntFunction<String[]> {
    /** For the framework. */
    public Probe() { }

    /** Puts the probe among the plug-ins of a home. */
    static void plugIn(Path home) {
        BundleJar.named("probe").header("Bundle-Activator", Probe.class.getName())
                .header("Import-Package", "org.osgi.framework").type(Probe.class)
                .write(home.resolve("plugins/probe.jar"));
    }

    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("fascicle.main", "true");
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        context.registerService(ToIntFunction.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("stopped");
    }

    @Override
    public int applyAsInt(String[] arguments) {
        return switch (arguments[0]) {
            case "exit" -> Integer.parseInt(arguments[1]);
            case "throw" -> throw new IllegalStateException("the probe throws");
            case "fill" -> fill();
            case "thread" -> thread();
            case "wait" -> await();
            case "hook" -> hook();
            case "memory" -> {
                System.out.println(Runtime.getRuntime().maxMemory() >> 20);
                yield 0;
            }
            default -> 2;
        };
    }

    private static int fill() {
        long[][] kept = new long[1 << 20][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new long[1 << 20];
        }
        return kept.length;
    }

    private static int thread() {
        Thread.ofPlatform().start(() -> {
            while (true) {
                LockSupport.park();
            }
        });
        return 0;
    }

    /** Says that it is there, waits for a line, and then needs a class that nobody has loaded yet. */
    private static int await() {
        System.out.println("ready");
        try {
            int read = System.in.read();
            System.out.println(new Late().answer(read));
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int hook() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(new Late().answer('h'))));
        return await();
    }

    /** Loaded late. */
    static final class Late {
        String answer(int read) {
            return "late " + (char) read;
        }
    }
}
