package org.fascicle.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The jars in the home folder's {@code plugins/}. Each is installed under the location {@code plugin:<file name>} and
 * started; one that does not work is named with its reason and left out. One that is a bundle stays installed, so that
 * whoever misses something can be told where it would come from.
 */
final class Plugins {
    private static final long START_MILLIS = 10_000;

    private final Path folder;
    private final Settings settings;

    Plugins(Settings settings) {
        this.folder = settings.home().plugins();
        this.settings = settings;
    }

    void install(BundleContext context) {
        Map<Path, Bundle> installed = new LinkedHashMap<>();
        for (Path jar : jars()) {
            try {
                installed.put(jar, install(context, jar));
            } catch (IOException | BundleException e) {
                leaveOut(jar, Reason.of(e), e);
            }
        }
        installed.forEach(this::start);
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
                found.forEach(jars::add);
            } catch (IOException e) {
                settings.tell("the plug-ins in " + folder + " are left out: " + e.getMessage(), e);
            }
        }
        return jars.stream().sorted().toList();
    }

    private static Bundle install(BundleContext context, Path jar) throws IOException, BundleException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new BundleException("it is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
        }
        try (InputStream bytes = Files.newInputStream(jar)) {
            return context.installBundle("plugin:" + jar.getFileName(), bytes);
        }
    }

    /** Starts on a thread of its own, because a plug-in's activator may never return. */
    private void start(Path jar, Bundle bundle) {
        Thread starter = Thread.ofPlatform().daemon().name("start of " + jar.getFileName()).start(() -> {
            try {
                if (!Kernel.isFragment(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            } catch (BundleException | RuntimeException | LinkageError e) {
                leaveOut(jar, Reason.of(e), e);
            }
        });
        try {
            starter.join(START_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (starter.isAlive()) {
            leaveOut(jar, "it did not start within " + START_MILLIS / 1000 + " s", null);
        }
    }

    private void leaveOut(Path jar, String reason, Throwable cause) {
        settings.tell("the plug-in " + jar + " is left out: " + reason, cause);
    }
}
