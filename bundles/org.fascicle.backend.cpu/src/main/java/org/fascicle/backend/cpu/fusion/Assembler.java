package org.fascicle.backend.cpu.fusion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Input;

/**
 * Makes the kernel of a body: every node gets a tile, in scratch or in memory, and an instruction that fills it. All
 * values are taken in the shape of the results, in which a broadcast is no work: it is the tile of its operand.
 */
public final class Assembler {
    private static final int LOAD = 60;

    private final Graph body;
    private final Shape shape;
    private final List<Place> operands;
    private final List<Place> results;
    private final Map<Node, Tile> tiles = new IdentityHashMap<>();
    private final Map<Node, Integer> lastUse = new IdentityHashMap<>();
    private final Set<Node> uniform = new HashSet<>();
    private final Set<Integer> written = new HashSet<>();
    private final Slots slots = new Slots();
    private final List<Instruction> prologue = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private long picoseconds;

    private Assembler(Graph body, List<Place> operands, List<Place> results) {
        this.body = body;
        this.shape = body.outputTypes().getFirst().shape();
        this.operands = operands;
        this.results = results;
    }

    /** Whether a body is made of what tiles can do, for results of one shape. */
    public static boolean accepts(Graph body) {
        if (body.outputs().isEmpty()) {
            return false;
        }
        Shape shape = body.outputTypes().getFirst().shape();
        return body.outputTypes().stream().allMatch(type -> type.shape().equals(shape))
                && body.nodes().stream().allMatch(node -> accepts(node, shape));
    }

    private static boolean accepts(Node node, Shape shape) {
        boolean known = switch (node.op()) {
            case Input _, Broadcast _, Elementwise _ -> true;
            case Constant constant -> constant.isSplat();
            default -> false;
        };
        return known && node.dtype() != DType.F64 && repeats(node.shape(), shape);
    }

    private static boolean repeats(Shape from, Shape shape) {
        boolean repeats = from.rank() == shape.rank();
        for (int axis = 0; repeats && axis < shape.rank(); axis++) {
            repeats = from.size(axis) == shape.size(axis) || from.size(axis) == 1;
        }
        return repeats;
    }

    /**
     * The kernel of a body that is accepted.
     *
     * @param operands where each input of the body begins in the bank of its element type
     * @param results where each output begins; it may be where an operand of the same type begins
     */
    public static Kernel assemble(Graph body, List<Place> operands, List<Place> results) {
        return new Assembler(body, operands, results).assemble();
    }

    private Kernel assemble() {
        for (int i = 0; i < body.nodes().size(); i++) {
            for (Node operand : body.nodes().get(i).operands()) {
                lastUse.put(behindBroadcasts(operand), i);
            }
        }
        outputs().forEach(node -> lastUse.put(node, body.nodes().size()));
        for (int i = 0; i < body.nodes().size(); i++) {
            Node node = body.nodes().get(i);
            if (node.op() instanceof Elementwise op) {
                compute(i, node, op);
            }
        }
        for (int i = 0; i < results.size(); i++) {
            if (!written.contains(i)) {
                store(i);
            }
        }
        return new FusedKernel(shape.elements(), prologue, instructions, slots.floatCount(), slots.intCount(),
                picoseconds);
    }

    private List<Node> outputs() {
        return body.outputs().values().stream().map(Assembler::behindBroadcasts).toList();
    }

    private static Node behindBroadcasts(Node node) {
        return node.op() instanceof Broadcast ? behindBroadcasts(node.operand(0)) : node;
    }

    private void compute(int position, Node node, Elementwise op) {
        List<Node> sources = node.operands().stream().map(Assembler::behindBroadcasts).toList();
        List<Tile> from = sources.stream().map(this::tile).toList();
        Operation operation = Operation.of(op, node.operand(node.operands().size() - 1).dtype());
        boolean once = uniform.containsAll(sources);
        Tile to = once ? slots.keep(holdsInts(node)) : destination(position, node, operation);
        Tile a = from.getFirst();
        Tile b = from.size() > 1 ? from.get(1) : a;
        Tile c = operation.temporary() ? slots.take(false) : from.size() > 2 ? from.get(2) : a;
        (once ? prologue : instructions).add(new Compute(operation.tiles(), to, a, b, c));
        tiles.put(node, to);
        if (operation.temporary() && !once) {
            slots.free(c);
        }
        if (once) {
            uniform.add(node);
        } else {
            picoseconds += operation.picoseconds();
            sources.stream().distinct().filter(source -> lastUse.get(source) == position).forEach(this::release);
        }
    }

    /** What is made in the prologue stays to the end. */
    private void release(Node node) {
        if (!uniform.contains(node)) {
            slots.free(tiles.get(node));
        }
    }

    /** Straight into memory where the value is a result, unless a later instruction reads what lies there. */
    private Tile destination(int position, Node node, Operation operation) {
        int number = outputs().indexOf(node);
        if (number < 0 || Bank.of(node.dtype()) == Bank.BYTES || !overwrites(position, number, operation)) {
            return slots.take(holdsInts(node));
        }
        written.add(number);
        return new Tile.Stretch(results.get(number));
    }

    private boolean overwrites(int position, int number, Operation operation) {
        for (int i = 0; i < operands.size(); i++) {
            Node input = body.inputs().get(i);
            int last = lastUse.getOrDefault(input, -1);
            boolean same = operands.get(i).equals(results.get(number))
                    && Bank.of(input.dtype()) == Bank.of(outputs().get(number).dtype());
            if (same && (last > position || last == position && !operation.inPlace())) {
                return false;
            }
        }
        return true;
    }

    /** The tile of a value; inputs and constants are brought when they are first asked for. */
    private Tile tile(Node node) {
        Tile known = tiles.get(node);
        if (known != null) {
            return known;
        }
        Tile tile = switch (node.op()) {
            case Constant constant -> {
                Tile.Slot slot = slots.keep(holdsInts(node));
                prologue.add(new Fill(slot, value(constant)));
                uniform.add(node);
                yield slot;
            }
            default -> input(node, operands.get(body.inputs().indexOf(node)));
        };
        tiles.put(node, tile);
        return tile;
    }

    /** Constants hold what their element type holds. */
    private static double value(Constant constant) {
        double value = constant.values().getFirst();
        return switch (constant.type().dtype()) {
            case U8 -> (int) value & 0xff;
            case BOOL -> value != 0 ? 1 : 0;
            case F32, F64, I32 -> value;
        };
    }

    private Tile input(Node node, Place place) {
        Bank bank = Bank.of(node.dtype());
        if (node.shape().equals(shape) && bank != Bank.BYTES) {
            return new Tile.Stretch(place);
        }
        if (!node.shape().equals(shape) && node.shape().elements() == 1) {
            Tile slot = slots.keep(holdsInts(node));
            prologue.add(new BroadcastLoad(bank, place, slot, node.shape(), shape));
            uniform.add(node);
            return slot;
        }
        Tile slot = slots.take(holdsInts(node));
        picoseconds += LOAD;
        if (node.shape().equals(shape)) {
            Tile memory = new Tile.Stretch(place);
            instructions.add(new Compute(MixedTiles::fromBytes, slot, memory, memory, memory));
        } else {
            instructions.add(new BroadcastLoad(bank, place, slot, node.shape(), shape));
        }
        return slot;
    }

    private void store(int number) {
        Node node = outputs().get(number);
        Tile from = tile(node);
        TileOp op = switch (Bank.of(node.dtype())) {
            case FLOATS -> FloatTiles::copy;
            case INTS -> IntTiles::copy;
            case BYTES -> MixedTiles::toBytes;
        };
        instructions.add(new Compute(op, new Tile.Stretch(results.get(number)), from, from, from));
        picoseconds += LOAD;
    }

    private static boolean holdsInts(Node node) {
        return Bank.of(node.dtype()) == Bank.INTS;
    }
}
