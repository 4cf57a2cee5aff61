package org.fascicle.compiler.step;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Session;
import org.fascicle.graph.HostTensor;

/**
 * Variables on the device, by key. Programs bind to subsets of it, so several of them can share parameters; a
 * checkpoint is this store written down.
 */
public final class Store {
    private final Session session;
    private final long seed;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();

    /**
     * An empty store.
     *
     * @param session where the buffers live; it frees them
     * @param seed what first values depend on
     */
    public Store(Session session, long seed) {
        this.session = session;
        this.seed = seed;
    }

    /** What first values depend on. */
    public long seed() {
        return seed;
    }

    /** The buffer of a variable; a variable that is new gets its first values. */
    public Buffer buffer(Variable variable) {
        Variable known = variables.putIfAbsent(variable.key(), variable);
        if (known != null && !known.type().equals(variable.type())) {
            throw new IllegalArgumentException(variable.key() + " is " + known.type() + " in this store, and "
                    + variable.type() + " in the program that binds to it");
        }
        return buffers.computeIfAbsent(variable.key(), key -> {
            Buffer buffer = session.allocate(variable.type());
            buffer.write(variable.initial(seed));
            return buffer;
        });
    }

    /** All variables so far, in the order of first use. */
    public Collection<Variable> variables() {
        return Collections.unmodifiableCollection(variables.values());
    }

    /** A copy of all values on the host. */
    public Map<String, HostTensor> snapshot() {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        buffers.forEach((key, buffer) -> values.put(key, buffer.read()));
        return values;
    }

    /**
     * Writes values back.
     *
     * @throws IllegalArgumentException when a value is missing, is of another type, or belongs to no variable: every
     *         difference in one message
     */
    public void restore(Map<String, HostTensor> values) {
        requireSame(variables.values(), values);
        buffers.forEach((key, buffer) -> buffer.write(values.get(key)));
    }

    /**
     * Makes sure that there is a value for each of these variables, of its type, and no other.
     *
     * @throws IllegalArgumentException with every difference
     */
    public static void requireSame(Collection<Variable> variables, Map<String, HostTensor> values) {
        StringBuilder differences = new StringBuilder();
        Set<String> keys = new HashSet<>();
        for (Variable variable : variables) {
            String key = variable.key();
            keys.add(key);
            HostTensor value = values.get(key);
            if (value == null) {
                differences.append("\n  ").append(key).append(' ').append(variable.type()).append(" is missing");
            } else if (!value.type().equals(variable.type())) {
                differences.append("\n  ").append(key).append(" is ").append(variable.type()).append(" here and ")
                        .append(value.type()).append(" there");
            }
        }
        values.forEach((key, value) -> {
            if (!keys.contains(key)) {
                differences.append("\n  ").append(key).append(' ').append(value.type()).append(" has no place here");
            }
        });
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("these values are of another model:" + differences);
        }
    }
}
