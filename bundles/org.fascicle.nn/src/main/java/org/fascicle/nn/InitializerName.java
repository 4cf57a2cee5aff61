package org.fascicle.nn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The name of an initializer in experiment files, as a service property and as a capability of its bundle. */
@ComponentPropertyType
@Capability(namespace = "fascicle.initializer", attribute = "name=\"${#value}\"", effective = "active")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface InitializerName {
    /** Prefix of the service property: {@code fascicle.initializer.name}. */
    String PREFIX_ = "fascicle.";

    /** Lower case, words joined by hyphens. */
    String value();
}
