package org.fascicle.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Runs a contract by hand, to see what it says of contributions that break it. */
final class Verdicts {
    private Verdicts() {
    }

    /** The tests that fail, with what they say. */
    static Map<String, String> failures(ContributionContract<?> contract) {
        Map<String, String> failures = new TreeMap<>();
        for (Class<?> type = contract.getClass(); type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Test.class))
                    .sorted(Comparator.comparing(Method::getName)).forEach(test -> run(contract, test, failures));
        }
        return failures;
    }

    private static void run(ContributionContract<?> contract, Method test, Map<String, String> failures) {
        try {
            test.setAccessible(true);
            test.invoke(contract);
        } catch (InvocationTargetException failure) {
            failures.put(test.getName(), String.valueOf(failure.getCause().getMessage()));
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
