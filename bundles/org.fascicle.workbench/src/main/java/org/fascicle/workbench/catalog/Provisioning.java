package org.fascicle.workbench.catalog;

import java.util.Arrays;
import java.util.List;
import org.fascicle.workbench.log.Log;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** Takes plug-ins away without taking anything from a run that uses them. */
public final class Provisioning {
    /** How the location of a plug-in begins. */
    public static final String PLUGIN = "plugin:";
    private static final Log LOG = new Log(Provisioning.class);
    private final BundleContext context;
    private final Catalog catalog;

    /** For the bundles of a framework. */
    public Provisioning(BundleContext context, Catalog catalog) {
        this.context = context;
        this.catalog = catalog;
    }

    /** The plug-ins that are installed. */
    public List<Bundle> plugins() {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith(PLUGIN)).toList();
    }

    /**
     * Takes a plug-in out of the catalog now, and uninstalls it when no run uses it any more.
     *
     * @return whether it is uninstalled already
     */
    public boolean uninstall(Bundle plugin) {
        return catalog.whenFree(plugin, () -> {
            try {
                plugin.uninstall();
                // Its classes go too, now that nobody has them.
                context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class)
                        .refreshBundles(List.of(plugin));
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("{} could not be uninstalled: {}", plugin.getSymbolicName(), e.getMessage());
            }
        });
    }
}
