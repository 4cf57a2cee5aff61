package org.fascicle.compiler.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.KernelTime;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Flops;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Input;

/**
 * Where the time of steps goes: what each operation of each layer took, added up over all steps that were measured. Not
 * safe for several threads.
 */
public final class Profile {
    private final Map<Row.Key, Row> rows = new LinkedHashMap<>();
    private final Map<Node, Map<String, Row>> known = new IdentityHashMap<>();
    private final Set<String> code = new HashSet<>();
    private long kernels;
    private long steps;
    private long stepNanoseconds;
    private long feedNanoseconds;

    /** One operation on one shape in one layer and one phase, added up. */
    public static final class Row {
        private final Key key;
        private long calls;
        private long nanoseconds;
        private double flops;

        /**
         * What a row is of.
         *
         * @param phase what the programs are for, such as {@code training}
         * @param layer the path of the layer, or what stands for it, such as {@code loss} or {@code
         *        optimizer/0.weight}; empty where it is not known
         * @param operation the operation and the shape of its result
         */
        public record Key(String phase, String layer, String operation) {
        }

        private Row(Key key) {
            this.key = key;
        }

        /** What it is of. */
        public Key key() {
            return key;
        }

        /** How often the operation was done. */
        public long calls() {
            return calls;
        }

        /** How long it took, all calls together. */
        public long nanoseconds() {
            return nanoseconds;
        }

        /** Floating-point operations of all calls together, counted by {@link Flops}. */
        public double flops() {
            return flops;
        }
    }

    /**
     * Runs a step once and adds what it took.
     *
     * @param phase what the step is for
     */
    public void run(String phase, Step step, double[] scalars) {
        long start = System.nanoTime();
        List<KernelTime> times = step.measure(scalars);
        stepNanoseconds += System.nanoTime() - start;
        steps++;
        Map<Node, Long> calls = new IdentityHashMap<>();
        for (KernelTime time : times) {
            Row row = row(phase, time);
            row.nanoseconds += time.nanoseconds();
            // a node of several kernels is one operation
            long more = Math.max(0, time.calls() - calls.getOrDefault(time.node(), 0L));
            calls.merge(time.node(), time.calls(), Math::max);
            row.calls += more;
            row.flops += (double) more * Flops.of(time.node());
        }
    }

    private Row row(String phase, KernelTime time) {
        return known.computeIfAbsent(time.node(), absent -> new LinkedHashMap<>())
                .computeIfAbsent(time.kernel(), kernel -> {
                    kernels++;
                    code.add(kernel);
                    return rows.computeIfAbsent(new Row.Key(phase, time.node().origin(), operation(time.node())),
                            Row::new);
                });
    }

    private static String operation(Node node) {
        String name = switch (node.op()) {
            case Input _ -> "copy";
            case Fusion(var body) -> "fusion of "
                    + body.nodes().stream().filter(inner -> !(inner.op() instanceof Input)).count();
            default -> node.op().name();
        };
        return name + " " + node.results().getFirst().shape();
    }

    /** Adds time that went into handing a batch to the device. */
    void feed(long nanoseconds) {
        feedNanoseconds += nanoseconds;
    }

    /** What was measured, what took longest first. */
    public List<Row> rows() {
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingLong(Row::nanoseconds).reversed());
        return sorted;
    }

    /** Kernels that the steps measured consist of. */
    public long kernels() {
        return kernels;
    }

    /** How many different pieces of code these kernels are made with. */
    public int code() {
        return code.size();
    }

    /** Steps measured. */
    public long steps() {
        return steps;
    }

    /** Time in steps, that between kernels included. */
    public long stepNanoseconds() {
        return stepNanoseconds;
    }

    /** Time that went into handing batches to the device. */
    public long feedNanoseconds() {
        return feedNanoseconds;
    }
}
