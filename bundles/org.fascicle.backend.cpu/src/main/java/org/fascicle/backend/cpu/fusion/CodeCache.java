package org.fascicle.backend.cpu.fusion;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Generated classes by what they compute, as long as they are among the last used; one that is no longer kept goes with
 * the last program that runs it.
 */
final class CodeCache<T> {
    private static final int MOST = 500;

    private final Class<T> type;
    private final Map<String, T> known = new LinkedHashMap<>(16, 0.75f, true);

    /** A cache of classes that have one interface. */
    CodeCache(Class<T> type) {
        this.type = type;
    }

    /** An instance of the class for a text, which is written unless it is known. */
    synchronized T get(String text, Supplier<byte[]> bytes) {
        T instance = known.computeIfAbsent(text, absent -> define(absent, bytes.get()));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
        return instance;
    }

    private T define(String text, byte[] bytes) {
        try {
            return type.cast(MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass()
                    .getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no class for\n" + text, impossible);
        }
    }
}
