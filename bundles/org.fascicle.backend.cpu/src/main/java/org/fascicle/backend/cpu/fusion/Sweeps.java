package org.fascicle.backend.cpu.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.ReduceSum;

/**
 * How often a row of a body with folds is gone through, and what each sweep does. What is computed from a fold comes in
 * the sweep behind it. A later sweep computes anew what is cheap; what is dear is kept in the first sweep that has it,
 * in long rows before it is folded. Results are written behind the last sweep: one may lie where an operand lies that
 * all of them read.
 */
final class Sweeps {
    /** Picoseconds from which on an element is kept: writing and reading it again takes about as long. */
    private static final int DEAR = 100;

    /** The elements behind the last whole vector have code of their own. */
    private static final int TWICE = 2;

    private final Body body;
    /** From which sweep on the operands of a node are known. */
    private final Map<Node, Integer> since = new IdentityHashMap<>();
    /** What has an element for each element of a row. */
    private final Set<Node> elements = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Integer> kept = new IdentityHashMap<>();
    private final int last;
    private int instructions;

    Sweeps(Body body) {
        this.body = body;
        body.inputs().forEach(node -> add(node, 0, body.access(node) == Access.ELEMENTS));
        body.constants().forEach(node -> add(node, 0, false));
        int end = 0;
        for (Node step : body.steps()) {
            List<Node> operands = Body.operands(step);
            int first = operands.stream().mapToInt(this::available).max().orElse(0);
            add(step, first, !Body.isFold(step) && operands.stream().anyMatch(elements::contains));
            end = Body.isFold(step) || body.isElementsOutput(step) ? Math.max(end, first) : end;
        }
        last = end;
        for (int sweep = last; sweep >= 0; sweep--) {
            keepFor(sweep);
        }
        instructions += body.steps().stream().filter(step -> !elements.contains(step))
                .mapToInt(step -> Operations.instructions(step.op())).sum();
    }

    private void add(Node node, int first, boolean isElements) {
        since.put(node, first);
        if (isElements) {
            elements.add(node);
        }
    }

    /** The first sweep that can use the value of a node. */
    private int available(Node node) {
        return since.get(node) + (Body.isFold(node) ? 1 : 0);
    }

    private void keepFor(int sweep) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node fold : folds(sweep)) {
            Node folded = Body.operands(fold).getFirst();
            if (isLong() && since.get(folded) == sweep && elements.contains(folded) && isDear(folded)) {
                kept.putIfAbsent(folded, kept.size());
            }
        }
        for (Node sink : sinks(sweep)) {
            visit(sink, sweep, seen);
        }
    }

    private void visit(Node node, int sweep, Set<Node> seen) {
        if (!elements.contains(node) || Body.isRead(node) || !seen.add(node)) {
            return;
        }
        if (since.get(node) < sweep && node.dtype() == DType.F32 && (kept.containsKey(node) || isDear(node))) {
            kept.putIfAbsent(node, kept.size());
            return;
        }
        instructions += TWICE * Operations.instructions(node.op());
        Body.operands(node).forEach(operand -> visit(operand, sweep, seen));
    }

    /** Whether several vectors of a row are summed at once, in a loop that should do little else. */
    private boolean isLong() {
        return LaneSums.lanes(body.pattern().row()) == LaneSums.MANY;
    }

    private boolean isDear(Node node) {
        return picoseconds(node, Collections.newSetFromMap(new IdentityHashMap<>())) > DEAR;
    }

    private int picoseconds(Node node, Set<Node> seen) {
        if (!elements.contains(node) || !seen.add(node)) {
            return 0;
        }
        return Body.isRead(node) ? Body.MEMORY : Operations.picoseconds(node.op())
                + Body.operands(node).stream().mapToInt(operand -> picoseconds(operand, seen)).sum();
    }

    /** The number of the last sweep; the first has 0. */
    int last() {
        return last;
    }

    /** The sums that a sweep makes. */
    List<Node> sums(int sweep) {
        return folds(sweep).stream().filter(fold -> fold.op() instanceof ReduceSum).toList();
    }

    /** The most sums that a sweep makes. */
    int mostSums() {
        return IntStream.rangeClosed(0, last).map(sweep -> sums(sweep).size()).max().orElse(0);
    }

    /** The largest and smallest that a sweep finds. */
    List<Node> extremes(int sweep) {
        return folds(sweep).stream().filter(fold -> !(fold.op() instanceof ReduceSum)).toList();
    }

    private List<Node> folds(int sweep) {
        return body.steps().stream().filter(step -> Body.isFold(step) && since.get(step) == sweep).toList();
    }

    /** What a sweep writes down for later ones. */
    List<Node> keeps(int sweep) {
        return body.steps().stream().filter(step -> kept.containsKey(step) && since.get(step) == sweep).toList();
    }

    /** All that is kept: its number. */
    Map<Node, Integer> kept() {
        return kept;
    }

    /** Whether a value is kept, once a sweep has kept what it keeps. */
    boolean isKept(Node node, int sweep) {
        return kept.containsKey(node) && since.get(node) <= sweep;
    }

    /** What the code for the rows depends on of their length. */
    RowForm form() {
        return RowForm.of(body.pattern().row(), instructions);
    }

    /** Rough number of instructions of all sweeps. */
    int instructions() {
        return instructions;
    }

    private List<Node> sinks(int sweep) {
        List<Node> sinks = new ArrayList<>(keeps(sweep));
        folds(sweep).forEach(fold -> sinks.addAll(Body.operands(fold)));
        if (sweep == last) {
            body.steps().stream().filter(body::isElementsOutput).forEach(sinks::add);
        }
        return sinks;
    }
}
