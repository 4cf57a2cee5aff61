package org.fascicle.experiment.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Inline;
import org.fascicle.contribution.Required;

/**
 * A component of a record, as an option.
 *
 * @param name its name, in Java and in files
 * @param form how it is written
 * @param required whether it has no default
 * @param range the numbers that it may have
 * @param about what it does; may be empty
 * @param component the component
 */
record Slot(String name, Form form, boolean required, Range range, String about, RecordComponent component) {
    /** Whether it is a contribution that stands among the other options, under its own name. */
    boolean inline() {
        return component.isAnnotationPresent(Inline.class) && form instanceof Form.Named;
    }

    /** The components of a record, in order. */
    static List<Slot> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(component -> new Slot(component.getName(),
                Form.of(component.getGenericType()), component.isAnnotationPresent(Required.class)
                        || component.isAnnotationPresent(Inline.class), Range.of(component),
                about(component.getAnnotation(About.class)), component)).toList();
    }

    /** The paths of the options of a record and of those inside it that are no contributions: {@code data.batch}. */
    static List<String> paths(Class<?> type) {
        return of(type).stream().flatMap(slot -> Stream.concat(Stream.of(slot.name()),
                slot.form() instanceof Form.Nested(Class<?> inner)
                        ? paths(inner).stream().map(path -> slot.name() + "." + path) : Stream.of())).toList();
    }

    /** What a record is, in a sentence; may be empty. */
    static String about(Class<?> type) {
        return about(type.getAnnotation(About.class));
    }

    /** What an option must be, in words. */
    String expectation() {
        return form.one() + (range.toString().isEmpty() ? "" : ", " + range);
    }

    /** The value of this component. */
    Object value(Object instance) {
        try {
            component.getAccessor().setAccessible(true);
            return Objects.requireNonNull(component.getAccessor().invoke(instance), () ->
                    component.getDeclaringRecord().getName() + "." + name + " is null; an option always has a value");
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(component.getDeclaringRecord().getName() + "." + name
                    + "() failed: " + thrown.getCause(), thrown.getCause());
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(component.getDeclaringRecord().getName() + " cannot be read", hidden);
        }
    }

    /** A record from all its components, in order; throws what its constructor throws. */
    static Object make(Class<?> type, Object[] values) throws InvocationTargetException {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(type.getName() + " has no canonical constructor", impossible);
        }
    }

    private static String about(About about) {
        return about == null ? "" : about.value();
    }
}
