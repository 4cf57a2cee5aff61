package org.fascicle.workbench.doctor;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.workbench.Finding;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Why bundles are not active: the chain of requirements that nobody meets. */
final class BundleDoctor {
    private static final String AREA = "bundle";
    private final BundleContext context;

    BundleDoctor(BundleContext context) {
        this.context = context;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.ACTIVE || isFragment(bundle)) {
                continue;
            }
            findings.add(Finding.fault(AREA, name(bundle), reason(bundle)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(AREA, "all", "all " + context.getBundles().length + " bundles are active"));
        }
        return findings;
    }

    /** Bundles that are not active and whose components would be services of a type. */
    List<Finding> inactiveProviders(String type) {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING)
                .filter(bundle -> capabilities(bundle, "osgi.service").stream()
                        .anyMatch(capability -> String.valueOf(capability.getAttributes().get("objectClass"))
                                .contains(type)))
                .map(bundle -> Finding.fault(AREA, name(bundle), reason(bundle))).toList();
    }

    private String reason(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> {
                List<String> missing = missing(bundle, new LinkedHashSet<>());
                yield missing.isEmpty()
                        ? "it is not resolved, though each of its requirements is met by itself: two of them exclude "
                                + "each other"
                        : String.join("; ", missing);
            }
            case Bundle.RESOLVED -> "it is resolved and not started: it was stopped, or its start failed";
            case Bundle.STARTING -> isLazy(bundle) ? "it starts when it is first used" : "it is still starting";
            default -> "it is stopping";
        };
    }

    /** What a bundle requires in vain; where an unresolved bundle would help, what that one requires in vain. */
    private List<String> missing(Bundle bundle, Set<Bundle> seen) {
        if (!seen.add(bundle)) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (!isNeeded(requirement) || offers(bundle, requirement)
                    || providers(requirement, true).findAny().isPresent()) {
                continue;
            }
            List<Bundle> unresolved = providers(requirement, false).toList();
            if (unresolved.isEmpty()) {
                missing.add("nobody provides " + text(requirement) + remedy(requirement));
            } else {
                missing.add(text(requirement) + " would come from " + name(unresolved.getFirst())
                        + ", which is not resolved: " + String.join(", ", missing(unresolved.getFirst(), seen)));
            }
        }
        return missing;
    }

    private Stream<Bundle> providers(BundleRequirement requirement, boolean resolved) {
        return Stream.of(context.getBundles())
                .filter(bundle -> (bundle.getState() != Bundle.INSTALLED) == resolved)
                .filter(bundle -> offers(bundle, requirement));
    }

    /** Whether a bundle has what is required; one that exports a package and imports it may take its own. */
    private static boolean offers(Bundle bundle, BundleRequirement requirement) {
        return capabilities(bundle, requirement.getNamespace()).stream().anyMatch(requirement::matches);
    }

    private static List<BundleCapability> capabilities(Bundle bundle, String namespace) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(namespace);
    }

    /** Whether the resolver insists on a requirement. */
    private static boolean isNeeded(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().getOrDefault(Constants.RESOLUTION_DIRECTIVE, "mandatory");
        String effective = requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
        return resolution.equals("mandatory") && effective.equals("resolve");
    }

    private static String text(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) ? "the package " + filter
                : requirement.getNamespace() + " " + filter;
    }

    /** What to do about a package of a module that the JDK has and that this JVM was started without. */
    private static String remedy(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return ModuleFinder.ofSystem().findAll().stream().map(ModuleReference::descriptor)
                .filter(module -> ModuleLayer.boot().findModule(module.name()).isEmpty())
                .filter(module -> module.packages().stream()
                        .anyMatch(each -> filter.contains("(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + each + ")")))
                .map(module -> "; the JDK has it, but this JVM runs without it: add \"--add-modules " + module.name()
                        + "\" to conf/jvm.options").findFirst().orElse("");
    }

    private static boolean isLazy(Bundle bundle) {
        return bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
