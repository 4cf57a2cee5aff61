package org.fascicle.workbench.catalog;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** What installed bundles that are not active would bring, as the capabilities in their manifests tell. */
final class InstallableIndex {
    private final BundleContext context;

    InstallableIndex(BundleContext context) {
        this.context = context;
    }

    List<Installable> of(Kind kind) {
        List<Installable> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (bundle.getState() != Bundle.ACTIVE && revision != null) {
                for (BundleCapability capability : revision.getDeclaredCapabilities(kind.namespace())) {
                    if (capability.getAttributes().get("name") instanceof String name) {
                        found.add(new Installable(kind, name, bundle.getSymbolicName() + " (installed, not active: "
                                + "\"fascicle doctor\" tells why)"));
                    }
                }
            }
        }
        return found;
    }
}
