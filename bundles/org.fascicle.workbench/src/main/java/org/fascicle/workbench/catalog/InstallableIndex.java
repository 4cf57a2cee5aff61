package org.fascicle.workbench.catalog;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * What installed bundles would bring if all were well: bundles that are not active tell it by the capabilities in their
 * manifests, others by the properties of their components, whether these are satisfied or not.
 */
final class InstallableIndex {
    private final BundleContext context;
    private final ServiceComponentRuntime components;

    InstallableIndex(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    List<Installable> of(Kind kind) {
        List<Installable> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (bundle.getState() != Bundle.ACTIVE && revision != null) {
                for (BundleCapability capability : revision.getDeclaredCapabilities(kind.namespace())) {
                    add(found, kind, capability.getAttributes().get("name"), bundle.getSymbolicName());
                }
            }
        }
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            add(found, kind, component.properties.get(kind.property()), component.bundle.symbolicName);
        }
        return found;
    }

    private static void add(List<Installable> found, Kind kind, Object name, String bundle) {
        if (name instanceof String text) {
            found.add(new Installable(kind, text, bundle, "\"fascicle doctor " + bundle
                    + "\" tells why it does not"));
        }
    }
}
