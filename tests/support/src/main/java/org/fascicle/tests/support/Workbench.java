package org.fascicle.tests.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fascicle.launcher.Distribution;
import org.fascicle.launcher.Home;
import org.fascicle.launcher.Kernel;
import org.fascicle.launcher.LaunchException;
import org.fascicle.launcher.Settings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The distribution booted by the real launcher in the test's own process. Bundles come and go by {@link #install} and
 * {@link #uninstall}; code of a test runs among them by {@link #inside}. Standard output and error belong to one
 * workbench at a time, so tests that {@link #run} commands do not run in parallel.
 */
public final class Workbench implements AutoCloseable {
    private final Kernel kernel;
    private final ByteArrayOutputStream startMessages;

    private Workbench(Kernel kernel, ByteArrayOutputStream startMessages) {
        this.kernel = kernel;
        this.startMessages = startMessages;
    }

    /**
     * {@return the whole workbench, started}
     *
     * @param home the home folder; it need not exist
     */
    public static Workbench start(Path home) {
        return start(home, "complete", Map.of());
    }

    /**
     * {@return a part of the workbench, started}
     *
     * @param home the home folder; it need not exist
     * @param feature the feature to start
     * @param frameworkProperties further properties of the framework
     */
    public static Workbench start(Path home, String feature, Map<String, String> frameworkProperties) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        try {
            return new Workbench(Kernel.start(new Settings(Distribution.ofProcess(), new Home(home.toAbsolutePath()),
                    feature, frameworkProperties, false, new PrintStream(messages, true, StandardCharsets.UTF_8))),
                    messages);
        } catch (LaunchException e) {
            throw new AssertionError("the workbench does not start: " + e.getMessage(), e);
        }
    }

    /** {@return what the launcher has said about bundles and plug-ins that it left out} */
    public String messages() {
        return startMessages.toString(StandardCharsets.UTF_8);
    }

    /** {@return the framework's own context} */
    public BundleContext context() {
        return kernel.framework().getBundleContext();
    }

    /**
     * Runs one command, as the command line would.
     *
     * @param arguments the command line
     * @return how it ended
     */
    public Outcome run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try (PrintStream newOut = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
                PrintStream newErr = new PrintStream(errBytes, true, StandardCharsets.UTF_8)) {
            System.setOut(newOut);
            System.setErr(newErr);
            int code = kernel.run(arguments);
            return new Outcome(code, outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } catch (LaunchException e) {
            throw new AssertionError(e.getMessage(), e);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /**
     * Installs a bundle under the location {@code plugin:<file name>} and starts it.
     *
     * @param jar the bundle's file
     * @return the bundle
     * @throws BundleException when it cannot be installed or started
     */
    public Bundle install(Path jar) throws BundleException {
        try (InputStream bytes = Files.newInputStream(jar)) {
            Bundle bundle = context().installBundle("plugin:" + jar.getFileName(), bytes);
            bundle.start();
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Uninstalls a bundle.
     *
     * @param symbolicName its name
     * @throws BundleException when it cannot be uninstalled
     */
    public void uninstall(String symbolicName) throws BundleException {
        bundle(symbolicName).uninstall();
    }

    /**
     * {@return the bundle of that name}
     *
     * @param symbolicName its name
     */
    public Bundle bundle(String symbolicName) {
        for (Bundle bundle : context().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + symbolicName + " is installed");
    }

    /**
     * Runs a task of the test inside the framework, where the types of all bundles are those that the bundles use.
     * The class is loaded anew from a bundle that imports whatever it needs, so it shares no state with the test; an
     * OSGi type such as {@code FrameworkUtil.getBundle(getClass())} gives it the framework.
     *
     * @param task a public class with a public constructor without parameters
     * @param <T> a type of the JDK
     * @return what the task returns
     * @throws Exception what the task throws
     */
    public <T> T inside(Class<? extends Callable<T>> task) throws Exception {
        Path jar = Files.createTempFile("inside", ".jar");
        Bundle bundle = null;
        try {
            BundleJar.named("inside." + task.getName()).header("DynamicImport-Package", "*").type(task).write(jar);
            bundle = install(jar);
            Object inside = bundle.loadClass(task.getName()).getConstructor().newInstance();
            @SuppressWarnings("unchecked")
            Callable<T> callable = (Callable<T>) inside;
            return callable.call();
        } finally {
            if (bundle != null) {
                bundle.uninstall();
            }
            Files.delete(jar);
        }
    }

    /** Stops the framework and waits for it. */
    @Override
    public void close() {
        kernel.close();
    }
}
