package org.fascicle.workbench.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fascicle.workbench.Finding;
import org.fascicle.workbench.catalog.ComponentFailures;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Why components are not satisfied: the chain of references behind each. */
final class ComponentDoctor {
    private static final String AREA = "component";
    private final ServiceComponentRuntime runtime;
    private final ComponentFailures failures;

    /** A doctor for the components of a framework. */
    ComponentDoctor(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
        this.failures = new ComponentFailures(runtime);
    }

    /** What keeps components from working, or one line that all is well. */
    List<Finding> findings() {
        Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs();
        List<Finding> findings = new ArrayList<>();
        for (ComponentDescriptionDTO component : components) {
            reason(component, components, new HashSet<>())
                    .ifPresent(reason -> findings.add(Finding.fault(AREA, component.name, reason)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(AREA, "all", "all " + components.size() + " components are satisfied"));
        }
        return findings;
    }

    /** Components that would be services of a type and are not. */
    List<Finding> failing(String type) {
        Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs();
        return components.stream().filter(component -> Arrays.asList(component.serviceInterfaces).contains(type))
                .flatMap(component -> reason(component, components, new HashSet<>())
                        .map(reason -> Finding.fault(AREA, component.name, reason)).stream()).toList();
    }

    private Optional<String> reason(ComponentDescriptionDTO component, Collection<ComponentDescriptionDTO> all,
            Set<String> seen) {
        if (!seen.add(component.name)) {
            return Optional.empty();
        }
        if (!runtime.isComponentEnabled(component)) {
            return Optional.of("it is disabled");
        }
        for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
            if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                return Optional.of("it failed: " + failures.of(component).orElse("for an unknown reason"));
            }
            if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                return Optional.of("it needs a configuration");
            }
            if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                List<String> chain = new ArrayList<>();
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    chain.add(missing(component, reference, all, seen));
                }
                return Optional.of(String.join("; ", chain));
            }
        }
        return Optional.empty();
    }

    private String missing(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference,
            Collection<ComponentDescriptionDTO> all, Set<String> seen) {
        String wanted = Arrays.stream(component.references).filter(declared -> declared.name.equals(reference.name))
                .map(ComponentDoctor::text).findFirst().orElse(reference.name);
        String type = Arrays.stream(component.references).filter(declared -> declared.name.equals(reference.name))
                .map(declared -> declared.interfaceName).findFirst().orElse("");
        List<String> providers = all.stream()
                .filter(other -> Arrays.asList(other.serviceInterfaces).contains(type))
                .map(other -> other.name + " ("
                        + reason(other, all, seen).orElse("which is satisfied, but does not match") + ")")
                .toList();
        return "it waits for " + wanted + (providers.isEmpty() ? ", which no component provides"
                : ", which would come from " + String.join(", ", providers));
    }

    private static String text(ReferenceDTO reference) {
        return reference.interfaceName + (reference.target == null ? "" : " with " + reference.target);
    }
}
