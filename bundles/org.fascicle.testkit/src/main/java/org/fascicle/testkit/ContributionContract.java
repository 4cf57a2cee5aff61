package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.contribution.ContributionType;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every contribution must do, whatever its kind. The record on trial is the type argument of the test class, and
 * its service is the nested class {@code Type}.
 *
 * @param <C> the record
 */
@ConsumerType
public abstract class ContributionContract<C> {
    /** The instance on trial: the type's example unless a test says otherwise. */
    protected C contribution() {
        return type().example();
    }

    /** The service of the record. */
    protected ContributionType<C> type() {
        Class<?> nested = Arrays.stream(record().getDeclaredClasses())
                .filter(ContributionType.class::isAssignableFrom).findFirst()
                .orElseThrow(() -> new AssertionError(record() + " has no nested class that is a ContributionType"));
        return instance(nested);
    }

    @Test
    void its_options_are_its_whole_identity() throws ReflectiveOperationException {
        C contribution = contribution();
        C copy = copy(contribution);
        assertEquals(contribution, copy, "a record made of the same options is the same");
        assertEquals(contribution.hashCode(), copy.hashCode());
        assertEquals(type().example(), type().example(), "the example, which holds the defaults, is always the same");
    }

    @Test
    void its_defaults_lie_in_their_ranges() throws ReflectiveOperationException {
        List<String> faults = new ArrayList<>();
        C example = type().example();
        for (RecordComponent component : record().getRecordComponents()) {
            Object value = component.getAccessor().invoke(example);
            Min min = component.getAnnotation(Min.class);
            Max max = component.getAnnotation(Max.class);
            List<?> numbers = numbers(value);
            if ((min != null || max != null) && !numbers.stream().allMatch(Number.class::isInstance)) {
                faults.add(component.getName() + " has a range and is no number");
                continue;
            }
            for (Object number : numbers) {
                if (min != null && !(((Number) number).doubleValue() >= min.value())) {
                    faults.add(component.getName() + " is " + value + ", below " + min.value());
                } else if (max != null && !(((Number) number).doubleValue() <= max.value())) {
                    faults.add(component.getName() + " is " + value + ", above " + max.value());
                }
            }
        }
        assertTrue(faults.isEmpty(), () -> String.join("; ", faults));
    }

    /** What a range holds for: a number, or those in a list, a mapping or an option that may be left out. */
    private static List<?> numbers(Object value) {
        return switch (value) {
            case Optional<?> some -> some.stream().flatMap(one -> numbers(one).stream()).toList();
            case Collection<?> several -> several.stream().flatMap(one -> numbers(one).stream()).toList();
            case Map<?, ?> table -> numbers(table.values());
            default -> List.of(value);
        };
    }

    private C copy(C contribution) throws ReflectiveOperationException {
        RecordComponent[] components = record().getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = components[i].getAccessor().invoke(contribution);
        }
        Constructor<C> constructor = record().getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    @SuppressWarnings("unchecked")
    private Class<C> record() {
        for (Class<?> test = getClass(); test != ContributionContract.class; test = test.getSuperclass()) {
            if (test.getGenericSuperclass() instanceof ParameterizedType contract) {
                Type argument = contract.getActualTypeArguments()[0];
                Type raw = argument instanceof ParameterizedType generic ? generic.getRawType() : argument;
                if (raw instanceof Class<?> found && found.isRecord()) {
                    return (Class<C>) found;
                }
            }
        }
        throw new AssertionError(getClass() + " names no record; write `extends LayerContract<Snake>`");
    }

    @SuppressWarnings("unchecked")
    private ContributionType<C> instance(Class<?> nested) {
        try {
            return (ContributionType<C>) nested.getConstructor().newInstance();
        } catch (ReflectiveOperationException fault) {
            throw new AssertionError(nested + " needs to be public, with a public constructor without parameters",
                    fault);
        }
    }
}
