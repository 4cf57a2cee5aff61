package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Loop;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Scan;

/**
 * A scan as a loop. The kernels of its body are made once. Carries live in the results of the scan and are replaced
 * there, or in the stacked output that tells what they were, along which they move on; elements of sequences and of
 * stacked outputs are read and written where they lie.
 */
final class Recurrence {
    private final Scan scan;
    private final Node node;
    private final Graph body;
    private final Binding outside;
    private final Map<Node, Place> inputs = new IdentityHashMap<>();
    private final Map<String, Place> outputs = new HashMap<>();
    private final List<Loop.Walk> walks = new ArrayList<>();
    private final List<Loop.Ahead> aheads = new ArrayList<>();
    private final List<Work> before = new ArrayList<>();

    private Recurrence(Scan scan, Node node, Binding outside) {
        this.scan = scan;
        this.node = node;
        this.body = body(scan);
        this.outside = outside;
    }

    /** The body of a scan with its carries as pairs of an input and the output that replaces it. */
    static Graph body(Scan scan) {
        Map<String, String> aliases = new LinkedHashMap<>();
        List<String> outputs = List.copyOf(scan.body().outputs().keySet());
        for (int i = 0; i < scan.carries(); i++) {
            aliases.put(((Input) scan.body().inputs().get(i).op()).name(), outputs.get(i));
        }
        return new Graph(scan.body().nodes(), scan.body().inputs(), scan.body().outputs(), aliases);
    }

    /**
     * The loop of a scan in a bound graph.
     *
     * @param sources takes the node that each piece of work in the loop is done for
     */
    static Loop of(Scan scan, Node node, Binding outside, Placement placement, KernelSource kernels,
            Workspace workspace, Map<Work, Node> sources) {
        return new Recurrence(scan, node, outside).lower(placement, kernels, workspace, sources);
    }

    private Loop lower(Placement placement, KernelSource kernels, Workspace workspace, Map<Work, Node> sources) {
        bindInputs();
        bindOutputs();
        Binding inside = new Binding(withoutStacked(), placement, inputs, outputs);
        int outer = workspace.enter();
        Lowering lowering = new Lowering(body, placement, inside, kernels, workspace, captured());
        List<Work> work = lowering.nodes();
        work.addAll(copies(inside));
        work.addAll(inside.moves(workspace, sources));
        workspace.leave(outer);
        before.addAll(lowering.once());
        sources.putAll(lowering.sources());
        before.forEach(one -> sources.putIfAbsent(one, node));
        work.forEach(one -> sources.putIfAbsent(one, node));
        return new Loop(before, work, walks, aheads, inside.place(body.inputs().getLast()), scan.length(),
                scan.fromEnd());
    }

    private void bindInputs() {
        for (int i = 0; i < body.inputs().size() - 1; i++) {
            Node input = body.inputs().get(i);
            Place operand = outside.place(node.operand(i));
            if (i < scan.carries() && stack(input).isPresent()) {
                carryAlong(i, operand, stack(input).get());
            } else if (i < scan.carries()) {
                Place home = outside.result(node, i);
                before.add(Binding.copy(input.type(), operand, home));
                inputs.put(input, home);
            } else {
                inputs.put(input, i < scan.carries() + scan.sequences() ? element(operand, input.type()) : operand);
            }
        }
    }

    /** The name of a stacked output that is what a carry was at each place. */
    private Optional<String> stack(Node carry) {
        return stacked().keySet().stream().filter(name -> body.output(name) == carry
                && isWholeBlocks(carry.type()) && scan.length() > 0).findFirst();
    }

    /** A carry lives in the stack of what it was: each iteration makes the next element of it. */
    private void carryAlong(int index, Place operand, String stack) {
        Node carry = body.inputs().get(index);
        int length = carry.shape().elements();
        Place whole = outside.result(node, stacked().get(stack));
        Place.Moving next = new Place.Moving();
        aheads.add(new Loop.Ahead(next, whole, length, outside.result(node, index)));
        before.add(Binding.copy(carry.type(), operand, whole.plus(scan.fromEnd() ? (scan.length() - 1) * length : 0)));
        inputs.put(carry, element(whole, carry.type()));
        outputs.put(List.copyOf(body.outputs().keySet()).get(index), next);
        outputs.put(stack, inputs.get(carry));
    }

    /** The body where what replaces a carry elsewhere is not said to replace it. */
    private Graph withoutStacked() {
        Map<String, String> aliases = new LinkedHashMap<>(body.aliases());
        aliases.values().removeAll(outputs.keySet());
        return new Graph(body.nodes(), body.inputs(), body.outputs(), aliases);
    }

    private static boolean isWholeBlocks(TensorType type) {
        return type.shape().elements() % Lanes.BLOCK == 0;
    }

    /**
     * Elements of stacked outputs are made in their place where they are whole blocks: a kernel may write to the end of
     * its last block, which would be the next element.
     */
    private void bindOutputs() {
        stacked().forEach((name, index) -> {
            TensorType type = body.output(name).type();
            if (isWholeBlocks(type) && !outputs.containsKey(name)) {
                outputs.put(name, element(outside.result(node, index), type));
            }
        });
    }

    private Set<Node> captured() {
        return Set.copyOf(body.inputs().subList(scan.carries() + scan.sequences(), body.inputs().size() - 1));
    }

    /** The other stacked outputs, copied from where they are made before any carry is moved. */
    private List<Work> copies(Binding inside) {
        List<Work> copies = new ArrayList<>();
        stacked().forEach((name, index) -> {
            Node output = body.output(name);
            if (!outputs.containsKey(name)) {
                copies.add(Binding.copy(output.type(), inside.place(output),
                        element(outside.result(node, index), output.type())));
            }
        });
        return copies;
    }

    private Map<String, Integer> stacked() {
        Map<String, Integer> stacked = new LinkedHashMap<>();
        int index = 0;
        for (String name : body.outputs().keySet()) {
            if (index >= scan.carries()) {
                stacked.put(name, index);
            }
            index++;
        }
        return stacked;
    }

    private Place element(Place whole, TensorType type) {
        Place.Moving element = new Place.Moving();
        walks.add(new Loop.Walk(element, whole, type.shape().elements()));
        return element;
    }
}
