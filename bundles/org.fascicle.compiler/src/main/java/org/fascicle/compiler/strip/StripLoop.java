package org.fascicle.compiler.strip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Concatenate;
import org.fascicle.graph.op.Scan;

/**
 * Some exits of striped nodes, computed by scans over the strips: what is cut goes in and comes out as sequences, what
 * adds up is carried. There is more than one scan where places are left over, which make a strip of their own, or where
 * the first strips need fewer columns. All that the exits need is computed in the loop, again where another loop has
 * computed it.
 */
final class StripLoop {
    /** Scans of different columns: half of their work is saved, but for one in twice so many parts. */
    private static final int PARTS = 8;

    private final Striped striped;
    private final Optional<Columns> columns;
    private final List<Striped.Exit> sums;
    private final List<Striped.Exit> stacks;
    private final Set<Node> members = new LinkedHashSet<>();
    private final Set<StripValue> operands = new LinkedHashSet<>();

    StripLoop(Striped striped, Optional<Columns> columns, Collection<Striped.Exit> exits) {
        this.striped = striped;
        this.columns = columns;
        this.sums = exits.stream().filter(exit -> exit.cut().isWhole()).toList();
        this.stacks = exits.stream().filter(exit -> !exit.cut().isWhole()).toList();
        exits.forEach(exit -> gather(operands(exit.node(), exit.operands())));
    }

    /** All members that something is made of, in order, and what these take from outside. */
    private void gather(List<StripValue> values) {
        for (StripValue value : values) {
            if (!isMember(value)) {
                operands.add(value);
            } else if (!members.contains(value.node())) {
                gather(operands(value.node(), striped.operands(value.node())));
                members.add(value.node());
            }
        }
    }

    private boolean isMember(StripValue value) {
        return !value.rows().isWhole() && striped.members().containsKey(value.node());
    }

    private List<StripValue> operands(Node node, List<Cut> rows) {
        List<Cut> across = columns.map(all -> all.ofOperands(node))
                .orElseGet(() -> Collections.nCopies(rows.size(), Cut.WHOLE));
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new StripValue(node.operand(i), rows.get(i), across.get(i))).toList();
    }

    private StripValue value(Node node, Cut rows) {
        return new StripValue(node, rows, columns.map(all -> all.of(node)).orElse(Cut.WHOLE));
    }

    /**
     * Emits the loop.
     *
     * @param width places of a strip
     * @param outside what stands for a node of the old graph in the new one
     * @return what stands for each exit
     */
    Map<Node, Node> emit(Emitter emitter, int width, UnaryOperator<Node> outside) {
        Map<StripValue, Node> given = new LinkedHashMap<>();
        operands.forEach(operand -> given.put(operand, outside.apply(operand.node())));
        List<Node> totals = new ArrayList<>();
        for (Striped.Exit sum : sums) {
            totals.add(emitter.constant(sum.node().type().with(
                    value(sum.node(), sum.cut()).columns().strip(sum.node().shape(), 0)), 0));
        }
        List<List<Node>> pieces = new ArrayList<>();
        stacks.forEach(_ -> pieces.add(new ArrayList<>()));
        for (Strips strips : parts(width)) {
            List<Node> results = scan(emitter, strips, given, totals);
            totals = results.subList(0, sums.size());
            for (int i = 0; i < stacks.size(); i++) {
                pieces.get(i).add(results.get(sums.size() + i));
            }
        }
        Map<Node, Node> images = new LinkedHashMap<>();
        for (int i = 0; i < sums.size(); i++) {
            images.put(sums.get(i).node(), totals.get(i));
        }
        for (int i = 0; i < stacks.size(); i++) {
            images.put(stacks.get(i).node(), pieces.get(i).size() == 1 ? pieces.get(i).getFirst()
                    : emitter.emit(new Concatenate(stacks.get(i).cut().axis()), pieces.get(i)));
        }
        return images;
    }

    /** All strips, those together that need the same columns. */
    private List<Strips> parts(int width) {
        int strips = striped.places() / width;
        int together = columns.isPresent() ? Math.ceilDiv(strips, PARTS) : strips;
        List<Strips> parts = new ArrayList<>();
        for (int strip = 0; strip < strips; strip += together) {
            int count = Math.min(together, strips - strip);
            parts.add(new Strips(strip * width, width, count, columns((strip + count) * width)));
        }
        if (strips * width < striped.places()) {
            parts.add(new Strips(strips * width, striped.places() - strips * width, 1, striped.width()));
        }
        return parts;
    }

    private int columns(int end) {
        return columns.isPresent() ? Math.min(end, striped.width()) : striped.width();
    }

    /** A scan over strips of one width: the sums, then what comes out strip by strip, put together. */
    private List<Node> scan(Emitter emitter, Strips strips, Map<StripValue, Node> given, List<Node> totals) {
        List<StripValue> sequences = operands.stream().filter(operand -> !operand.rows().isWhole()).toList();
        List<StripValue> captured = operands.stream().filter(operand -> operand.rows().isWhole()).toList();
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            inputs.add(strips.widened(emitter, totals.get(i), value(sums.get(i).node(), Cut.WHOLE)));
        }
        sequences.forEach(operand -> inputs.add(strips.sequence(emitter, given.get(operand), operand)));
        captured.forEach(operand -> inputs.add(strips.narrowed(emitter, given.get(operand), operand)));
        StripBody body = new StripBody(strips);
        List<Node> carries = sums.stream().map(sum -> body.input("sum", value(sum.node(), Cut.WHOLE))).toList();
        sequences.forEach(operand -> body.input("strip", operand));
        captured.forEach(operand -> body.input("whole", operand));
        body.place();
        for (Node member : members) {
            body.add(value(member, striped.members().get(member)),
                    operands(member, striped.operands(member)));
        }
        for (int i = 0; i < sums.size(); i++) {
            Striped.Exit sum = sums.get(i);
            body.sum(carries.get(i), value(sum.node(), sum.cut()), operands(sum.node(), sum.operands()));
        }
        stacks.forEach(exit -> body.result(value(exit.node(), exit.cut()), operands(exit.node(), exit.operands())));
        Node scan = emitter.emit(new Scan(body.graph(), strips.count(), sums.size(), sequences.size(), false), inputs);
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < scan.results().size(); i++) {
            Node result = emitter.part(scan, i);
            results.add(i < sums.size() ? result
                    : strips.together(emitter, result, stacks.get(i - sums.size()).cut().axis()));
        }
        return results;
    }
}
