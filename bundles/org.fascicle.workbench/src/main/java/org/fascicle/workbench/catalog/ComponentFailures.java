package org.fascicle.workbench.catalog;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
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
                .or(() -> component.map(found -> loaded(reference.getBundle(), found.implementationClass)))
                .orElse("it cannot be made");
    }

    /** The component runtime forgets why a class could not be loaded, so it is tried again. */
    private static String loaded(Bundle bundle, String type) {
        try {
            Class<?> loaded = bundle.loadClass(type);
            return "its component " + type + " cannot be made (" + loaded.getDeclaredConstructors().length
                    + " constructors, " + loaded.getDeclaredMethods().length + " methods)";
        } catch (ClassNotFoundException | LinkageError e) {
            return "its component " + type + " cannot be loaded: " + e;
        }
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
