package org.fascicle.workbench.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.experiment.catalog.Kind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What is there: a whiteboard of every service that is a contribution or a backend. Nothing is looked at before
 * somebody asks; then each service is tried by itself, so that a faulty one hurts nobody.
 */
@Component(service = Catalog.class)
public final class Catalog {
    private static final String BACKEND = Backend.class.getName();
    private static final String COMPONENT_NAME = "component.name";
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final ComponentFailures failures;
    private final Leases<Long> leases = new Leases<>();
    private final Set<Bundle> leaving = ConcurrentHashMap.newKeySet();
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    /** Opens the whiteboard. */
    @Activate
    public Catalog(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
        this.failures = new ComponentFailures(components);
        this.tracker = new ServiceTracker<>(context, filter(context), null) {
            @Override
            public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
                return reference;
            }
        };
        // All of them, so that those of a foreign class space can be named.
        tracker.open(true);
    }

    /** Closes the whiteboard. */
    @Deactivate
    public void close() {
        tracker.close();
    }

    /** A picture of what is there now. */
    public Picture freeze() {
        return freeze(Map.of());
    }

    private Picture freeze(Map<String, String> versions) {
        Exposure exposure = new Exposure(versions);
        List<ServiceReference<Object>> references = tracker.getTracked().keySet().stream().sorted()
                .filter(reference -> isPresent(reference, exposure)).toList();
        for (Kind kind : Kind.values()) {
            exposure.contributions(kind, offers(references, kind.type().getName(), kind.property()));
        }
        exposure.backends(offers(references, BACKEND, COMPONENT_NAME));
        return exposure.picture(new InstallableIndex(context, components)::of);
    }

    /** A picture of what is there now, whose bundles stay until the lease is given back. */
    public Lease lease() {
        return lease(Map.of());
    }

    /**
     * The same, in which some versions win over newer ones of the same bundle where they are there.
     *
     * @param versions versions by symbolic name of the bundle
     */
    public Lease lease(Map<String, String> versions) {
        synchronized (leaving) {
            Picture picture = freeze(versions);
            leases.take(picture.bundles());
            return new Lease(picture, () -> leases.giveBack(picture.bundles()));
        }
    }

    /**
     * Takes a bundle out of the catalog at once, and does something with it as soon as no lease holds it.
     *
     * @return whether it is done already
     */
    public boolean whenFree(Bundle bundle, Runnable action) {
        synchronized (leaving) {
            leaving.add(bundle);
        }
        return leases.whenFree(bundle.getBundleId(), () -> {
            try {
                action.run();
            } finally {
                leaving.remove(bundle);
            }
        });
    }

    private boolean isPresent(ServiceReference<Object> reference, Exposure exposure) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || leaving.contains(bundle)) {
            return false;
        }
        List<String> foreign = names(reference).stream()
                .filter(name -> !reference.isAssignableTo(context.getBundle(), name)).toList();
        if (!foreign.isEmpty()) {
            exposure.fault(new Fault("a service " + String.join(", ", foreign), bundle.getSymbolicName() + " "
                    + bundle.getVersion(), "its bundle is wired to another copy of that interface"));
        }
        return foreign.isEmpty();
    }

    private List<Offer> offers(List<ServiceReference<Object>> references, String type, String nameProperty) {
        List<Offer> offers = new ArrayList<>();
        for (ServiceReference<Object> reference : references) {
            Bundle bundle = reference.getBundle();
            String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
            if (bundle != null && Arrays.asList(types).contains(type)) {
                offers.add(new Offer(reference.getProperty(nameProperty), new Offer.Origin(bundle.getSymbolicName(),
                        bundle.getVersion(), bundle.getBundleId(),
                        (Long) reference.getProperty(Constants.SERVICE_ID)), service(reference)));
            }
        }
        return offers;
    }

    private Callable<Object> service(ServiceReference<Object> reference) {
        return () -> {
            failures.unloadable(reference).ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
            Object service = context.getService(reference);
            if (service == null) {
                throw new IllegalStateException(failures.of(reference));
            }
            return service;
        };
    }

    private static List<String> names(ServiceReference<?> reference) {
        List<String> ours = types().toList();
        return Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS)).filter(ours::contains).toList();
    }

    private static Stream<String> types() {
        return Stream.concat(Arrays.stream(Kind.values()).map(kind -> kind.type().getName()), Stream.of(BACKEND));
    }

    private static Filter filter(BundleContext context) {
        String filter = types().map(type -> "(" + Constants.OBJECTCLASS + "=" + type + ")")
                .collect(Collectors.joining("", "(|", ")"));
        try {
            return context.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(filter, e);
        }
    }
}
