package org.fascicle.launcher;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Why the command line is not there: bundles that are not active, and components that wait for something or failed.
 * Components are read by reflection from the service component runtime's data objects, whose types live in a bundle.
 */
final class Diagnosis {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final int UNSATISFIED_REFERENCE = 2;
    private static final int FAILED = 16;

    private final BundleContext context;

    Diagnosis(BundleContext context) {
        this.context = context;
    }

    /** One line per thing that is wrong. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() != Bundle.ACTIVE && !Kernel.isFragment(bundle)) {
                findings.add("bundle " + bundle.getSymbolicName() + " is not active");
            }
        }
        try {
            components(findings);
        } catch (ReflectiveOperationException | InvalidSyntaxException e) {
            findings.add("components could not be asked: " + e);
        }
        return findings;
    }

    private void components(List<String> findings) throws ReflectiveOperationException, InvalidSyntaxException {
        ServiceReference<?>[] references = context.getAllServiceReferences(RUNTIME, null);
        if (references == null) {
            findings.add("no bundle offers Declarative Services");
            return;
        }
        Object runtime = context.getService(references[0]);
        Collection<?> descriptions = (Collection<?>) call(runtime, "getComponentDescriptionDTOs",
                Bundle[].class, context.getBundles());
        for (Object description : descriptions) {
            Collection<?> configurations = (Collection<?>) call(runtime, "getComponentConfigurationDTOs",
                    description.getClass(), description);
            for (Object configuration : configurations) {
                component(description, configuration, findings);
            }
        }
    }

    private static void component(Object description, Object configuration, List<String> findings)
            throws ReflectiveOperationException {
        int state = (int) field(configuration, "state");
        String name = "component " + field(description, "name");
        if (state == FAILED) {
            findings.add(name + " failed: " + root(String.valueOf(field(configuration, "failure"))));
        } else if ((state & UNSATISFIED_REFERENCE) != 0) {
            List<String> missing = new ArrayList<>();
            for (Object reference : elements(field(configuration, "unsatisfiedReferences"))) {
                missing.add(wanted(description, String.valueOf(field(reference, "name"))));
            }
            findings.add(name + " waits for " + String.join(", ", missing));
        }
    }

    /** The last cause in a printed stack trace, else its first line. */
    private static String root(String trace) {
        String prefix = "Caused by: ";
        return trace.lines().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()))
                .reduce((first, last) -> last).or(() -> trace.lines().findFirst()).orElse("");
    }

    /** The type of service that a reference of a component wants. */
    private static String wanted(Object description, String referenceName) throws ReflectiveOperationException {
        for (Object reference : elements(field(description, "references"))) {
            if (referenceName.equals(field(reference, "name"))) {
                return String.valueOf(field(reference, "interfaceName"));
            }
        }
        return referenceName;
    }

    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static Object field(Object data, String name) throws ReflectiveOperationException {
        return data.getClass().getField(name).get(data);
    }

    private static Object call(Object target, String name, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        Class<?> type = target.getClass().getClassLoader().loadClass(RUNTIME);
        return type.getMethod(name, parameter).invoke(target, argument);
    }
}
