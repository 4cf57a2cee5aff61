package org.fascicle.workbench.catalog;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why a component gives no service, as the component runtime remembers it. */
public final class ComponentFailures {
    private final ServiceComponentRuntime components;

    /** Failures of the components of a framework. */
    public ComponentFailures(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Why a service reference gives no service. */
    String of(ServiceReference<?> reference) {
        Optional<ComponentDescriptionDTO> component = component(reference);
        return component.flatMap(this::of).map(reason -> "its constructor or activation throws " + reason)
                .orElse("it cannot be made" + component.map(found -> ": " + found.implementationClass).orElse(""));
    }

    /**
     * Why the class of a component cannot be loaded with all that its methods name. It is asked for before the runtime
     * makes the component: where that meets such an error, it forgets it, and lets everybody who asks again wait for
     * seconds.
     */
    Optional<String> unloadable(ServiceReference<?> reference) {
        return component(reference).flatMap(component -> {
            try {
                Class<?> type = reference.getBundle().loadClass(component.implementationClass);
                type.getDeclaredConstructors();
                type.getDeclaredMethods();
                return Optional.empty();
            } catch (ClassNotFoundException | LinkageError e) {
                return Optional.of("its component " + component.implementationClass + " cannot be loaded: " + e);
            }
        });
    }

    private Optional<ComponentDescriptionDTO> component(ServiceReference<?> reference) {
        return reference.getProperty("component.name") instanceof String name
                ? Optional.ofNullable(components.getComponentDescriptionDTO(reference.getBundle(), name))
                : Optional.empty();
    }

    /** What a component threw when it was last made; in one line. */
    public Optional<String> of(ComponentDescriptionDTO component) {
        for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
            if (configuration.failure != null) {
                return Optional.of(innermost(configuration.failure));
            }
        }
        return Optional.empty();
    }

    /** The innermost cause in the text of a stack trace. */
    private static String innermost(String trace) {
        List<String> lines = trace.lines().toList();
        return lines.stream().filter(line -> line.startsWith("Caused by: ")).reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length())).orElse(lines.isEmpty() ? "" : lines.getFirst());
    }
}
