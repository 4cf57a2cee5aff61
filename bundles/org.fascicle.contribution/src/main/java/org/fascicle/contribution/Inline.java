package org.fascicle.contribution;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A contribution that stands among the options of its record and not below one: {@code {dense: {units: 2}, from: x}} is
 * a record with a layer in line and an option {@code from}. It is required, and a record has one at most.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {
}
