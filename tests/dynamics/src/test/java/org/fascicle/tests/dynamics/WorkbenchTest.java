package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** The workbench booted in this process: bundles come, go, and host code of a test. */
final class WorkbenchTest {

    /** Tells from which bundle it was loaded. */
    public static final class WhereAmI implements Callable<String> {
        /** For the bundle. */
        public WhereAmI() { }

        @Override
        public String call() {
            return FrameworkUtil.getBundle(getClass()).getSymbolicName();
        }
    }

    @Test
    void every_bundle_of_the_distribution_is_active(@TempDir Path home) {
        try (Workbench workbench = Workbench.start(home)) {
            for (Bundle bundle : workbench.context().getBundles()) {
                // A fragment goes no further than into its host.
                boolean isFragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
                assertEquals(isFragment ? Bundle.RESOLVED : Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
            }
            assertEquals("", workbench.messages());
        }
    }

    @Test
    void a_bundle_comes_hosts_code_and_goes(@TempDir Path home) throws Exception {
        try (Workbench workbench = Workbench.start(home, "platform", java.util.Map.of())) {
            Bundle bundle = workbench.install(BundleJar.named("guest").write(home.resolve("guest.jar")));
            assertEquals("plugin:guest.jar", bundle.getLocation());
            workbench.uninstall("guest");
            assertEquals(Bundle.UNINSTALLED, bundle.getState());
            assertThrows(AssertionError.class, () -> workbench.bundle("guest"));
            assertEquals("inside." + WhereAmI.class.getName(), workbench.inside(WhereAmI.class));
        }
    }

    @Test
    void a_bundle_that_lacks_a_package_does_not_start(@TempDir Path home) {
        try (Workbench workbench = Workbench.start(home, "platform", java.util.Map.of())) {
            Path jar = BundleJar.named("needy").header("Import-Package", "no.such.thing")
                    .write(home.resolve("needy.jar"));
            assertThrows(BundleException.class, () -> workbench.install(jar));
        }
    }
}
