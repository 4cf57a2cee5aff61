package org.fascicle.launcher;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** A running framework with the bundles of a feature and the user's plug-ins in it. */
public final class Kernel implements AutoCloseable {
    private static final String COMMANDS = "(&(objectClass=java.util.function.ToIntFunction)(fascicle.main=true))";
    private static final int RUNNING_LEVEL = 10;
    private static final long STARTING_MILLIS = 20_000;
    private static final long SETTLED_MILLIS = 500;
    private static final long STOP_MILLIS = 10_000;

    private final Settings settings;
    private final Framework framework;
    private final BundleCache cache;

    private Kernel(Settings settings, Framework framework, BundleCache cache) {
        this.settings = settings;
        this.framework = framework;
        this.cache = cache;
    }

    /**
     * Starts the framework and everything that belongs into it. A bundle that cannot start is named and left out;
     * only what makes the distribution itself unfit is an error.
     *
     * @param settings what to start
     * @return the running framework
     * @throws LaunchException when a feature is missing or wrong, a bundle is missing or not the one that is meant, or
     *         the home folder is a later version's
     */
    public static Kernel start(Settings settings) throws LaunchException {
        Logging.configure(settings.distribution());
        FeatureReader reader = new FeatureReader(settings.distribution().features());
        List<FeatureBundle> bundles = reader.bundles(settings.feature());
        HomeFormat format = new HomeFormat(settings.home(), reader.read(settings.feature()).getID().getVersion());
        format.require();
        Verification verification = Verification.start(settings.distribution().repository(), bundles);
        BundleCache cache = BundleCache.open(settings.home());
        format.note();
        Framework framework = new FrameworkFactory().newFramework(configuration(settings, cache));
        Kernel kernel = new Kernel(settings, framework, cache);
        try {
            kernel.start(bundles, verification);
            return kernel;
        } catch (BundleException e) {
            kernel.close();
            throw new LaunchException(ExitCode.FAILED, "the framework does not start: " + Reason.of(e), e);
        } catch (LaunchException | RuntimeException | Error e) {
            kernel.close();
            throw e;
        }
    }

    private static Map<String, Object> configuration(Settings settings, BundleCache cache) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, cache.folder().toString());
        configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(RUNNING_LEVEL));
        // A few bundles at a time are resolved sooner than they are handed to other threads.
        configuration.put("felix.resolver.parallelism", "1");
        configuration.put("felix.log.logger", new FrameworkLog(settings));
        // A component that fails keeps its reason for whoever asks; its trace is for debugging only.
        configuration.put("ds.loglevel", settings.debug() ? "1" : "0");
        configuration.put(Home.PROPERTY, settings.home().root().toString());
        configuration.put(Distribution.PROPERTY, settings.distribution().root().toString());
        configuration.putAll(settings.frameworkProperties());
        return configuration;
    }

    private void start(List<FeatureBundle> contents, Verification verification)
            throws BundleException, LaunchException {
        framework.start();
        BundleContext context = framework.getBundleContext();
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        Map<Integer, List<Bundle>> bundles = new TreeMap<>();
        for (FeatureBundle content : contents) {
            levels.setInitialBundleStartLevel(content.startLevel());
            bundles.computeIfAbsent(content.startLevel(), any -> new ArrayList<>())
                    .add(install(context, content, verification.take(content)));
        }
        // All at once is quicker than each when it starts; what cannot be resolved says so then.
        framework.adapt(FrameworkWiring.class).resolveBundles(null);
        bundles.values().forEach(level -> level.forEach(this::start));
        new Plugins(settings).install(context);
    }

    private void start(Bundle bundle) {
        try {
            if (!isFragment(bundle)) {
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            settings.tell("the bundle " + bundle.getSymbolicName() + " is left out: " + Reason.of(e), e);
        }
    }

    private static Bundle install(BundleContext context, FeatureBundle bundle, byte[] bytes) throws LaunchException {
        try {
            return context.installBundle(bundle.coordinates().location(), new ByteArrayInputStream(bytes));
        } catch (BundleException e) {
            throw new LaunchException(ExitCode.FAILED, "the framework refuses " + bundle.coordinates()
                    + " of the feature \"" + bundle.feature() + "\": " + Reason.of(e) + (isFull(e) ? "; make space "
                            + "where the home folder lies, or name another with FASCICLE_HOME" : ""), e);
        }
    }

    private static boolean isFull(BundleException e) {
        return Reason.of(e).contains("No space left");
    }

    /**
     * Hands a command line to the bundle that understands it.
     *
     * @param arguments the command line
     * @return the command's exit code
     * @throws LaunchException when no bundle understands command lines
     */
    public int run(String... arguments) throws LaunchException {
        BundleContext context = framework.getBundleContext();
        ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>> tracker;
        try {
            tracker = new ServiceTracker<>(context, context.createFilter(COMMANDS), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(COMMANDS, e);
        }
        tracker.open();
        try {
            ToIntFunction<String[]> commands = tracker.waitForService(isSettled() ? SETTLED_MILLIS : STARTING_MILLIS);
            if (commands != null) {
                return commands.applyAsInt(arguments.clone());
            }
            List<String> findings = new Diagnosis(context).findings();
            throw new LaunchException(ExitCode.FAILED, "no bundle offers the command line"
                    + (findings.isEmpty() ? "; no bundle and no component is at fault"
                            : ":" + findings.stream().map(finding -> System.lineSeparator() + "  " + finding)
                                    .collect(Collectors.joining())));
        } catch (InterruptedException e) {
            throw new LaunchException(ExitCode.INTERRUPTED, "interrupted while the workbench was starting", e);
        } finally {
            tracker.close();
        }
    }

    private boolean isSettled() {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getState() == Bundle.STARTING
                    && bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) == null) {
                return false;
            }
        }
        return true;
    }

    static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** {@return the framework, for whoever watches it} */
    public Framework framework() {
        return framework;
    }

    /** Stops all bundles and removes the framework's storage; waits no longer than ten seconds for a bundle. */
    @Override
    public void close() {
        try (cache) {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            settings.tell("the framework did not stop: " + Reason.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
