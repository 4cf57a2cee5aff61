package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.fascicle.backend.cpu.fusion.Fusions;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Work;
import org.fascicle.backend.cpu.machine.Workspace;
import org.fascicle.backend.cpu.movement.BlockStart;
import org.fascicle.backend.cpu.movement.Fill;
import org.fascicle.backend.cpu.movement.GatherRows;
import org.fascicle.backend.cpu.movement.RandomWords;
import org.fascicle.backend.cpu.movement.RowCopies;
import org.fascicle.backend.cpu.movement.RowNumbers;
import org.fascicle.backend.cpu.movement.ScatterAddRows;
import org.fascicle.backend.cpu.movement.StridedCopy;
import org.fascicle.backend.cpu.ordering.BestPlace;
import org.fascicle.backend.cpu.ordering.SortedPlaces;
import org.fascicle.backend.cpu.product.Operand;
import org.fascicle.backend.cpu.product.Products;
import org.fascicle.backend.cpu.reduction.Fold;
import org.fascicle.backend.cpu.reduction.Folds;
import org.fascicle.backend.cpu.reduction.RunningFold;
import org.fascicle.backend.cpu.window.Convolutions;
import org.fascicle.backend.cpu.window.WindowFold;
import org.fascicle.backend.cpu.window.WindowMaxGradient;
import org.fascicle.backend.cpu.window.WindowPlaces;
import org.fascicle.compiler.MemoryPlan;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.ArgReduce;
import org.fascicle.graph.op.ArgSort;
import org.fascicle.graph.op.Broadcast;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Constant;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.ConvolutionWeightGradient;
import org.fascicle.graph.op.Convolving;
import org.fascicle.graph.op.Cumulative;
import org.fascicle.graph.op.CumulativeProduct;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Custom;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.DynamicSlice;
import org.fascicle.graph.op.DynamicUpdate;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Iota;
import org.fascicle.graph.op.Movement;
import org.fascicle.graph.op.Ordering;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.RandomBits;
import org.fascicle.graph.op.Reduction;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.Slice;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.fascicle.graph.op.Windowed;

/** Turns the nodes of a bound graph into work, in the order of the graph. */
final class Lowering {
    private final Graph graph;
    private final Placement placement;
    private final Binding binding;
    private final KernelSource kernels;
    private final Workspace workspace;
    private final Set<Node> steady;
    private final RunningSums sums;
    private final List<Work> once = new ArrayList<>();
    private final List<Work> work = new ArrayList<>();
    private final Map<Work, Node> sources = new IdentityHashMap<>();

    /**
     * A lowering.
     *
     * @param steady inputs of a body that are the same at each of its runs
     */
    Lowering(Graph graph, Placement placement, Binding binding, KernelSource kernels, Workspace workspace,
            Set<Node> steady) {
        this.graph = graph;
        this.steady = steady;
        this.placement = placement;
        this.binding = binding;
        this.kernels = kernels;
        this.workspace = workspace;
        this.sums = new RunningSums(graph, binding);
    }

    /** The work of the whole graph, results brought home. */
    List<Work> work() {
        nodes();
        work.addAll(binding.moves(workspace, sources));
        return work;
    }

    /** The work of the nodes alone. */
    List<Work> nodes() {
        for (Node node : graph.nodes()) {
            workspace.restart();
            int first = work.size();
            int firstOnce = once.size();
            lower(node);
            work.subList(first, work.size()).forEach(one -> sources.put(one, node));
            once.subList(firstOnce, once.size()).forEach(one -> sources.put(one, node));
        }
        return work;
    }

    /** What is to be done ahead of all runs of a body, once {@link #nodes} is. */
    List<Work> once() {
        return once;
    }

    /** The node that each piece of work is done for, those in loops too. */
    Map<Work, Node> sources() {
        return sources;
    }

    private void lower(Node node) {
        switch (node.op()) {
            case Input _, Constant _, Iota _, Part _ -> {
                // lies where it lies
            }
            case Fusion(Graph body) -> fuse(node, body);
            case Scan scan -> recur(node, scan);
            case Custom _ -> work.add(kernels.work(node, operands(node), results(node)));
            case Call(var _, var body) when WindowMaxGradient.windowOf(body).isPresent() ->
                work.add(new WindowMaxGradient(WindowMaxGradient.windowOf(body).get(), node.operand(0).shape(),
                        operand(node, 0), operand(node, 1), result(node)));
            case Region region -> throw new IllegalArgumentException(region.name() + " has no kernel here: the "
                    + "compiler replaces it by its body where supports() is asked");
            case Add _ when sums.contains(node) -> {
                // is done with the product
            }
            case Elementwise _, Broadcast _ -> fuse(node, alone(node));
            case Slice slice -> slice(node, slice);
            case Movement movement -> work.addAll(Movements.of(movement, node, binding));
            case Dot dot -> multiply(node, dot);
            case Convolving convolving -> convolve(node, convolving);
            case Windowed windowed -> work.add(window(node, windowed));
            case Reduction _ when Fusions.accepts(alone(node)) -> fuse(node, alone(node));
            case Reduction reduction -> work.addAll(Folds.of(Fold.of(reduction), bank(node), node.operand(0).shape(),
                    reduction.axes(), operand(node, 0), result(node), workspace));
            case Cumulative cumulative -> accumulate(node, cumulative);
            case Ordering ordering -> order(node, ordering);
            case Gather _ -> work.add(new GatherRows(bank(node), numbers(node, node.operand(1),
                    node.operand(0).shape().size(0)), operand(node, 0), result(node),
                    node.operand(0).shape().without(0).elements()));
            case ScatterAdd(int rows) -> scatter(node, rows);
            case DynamicSlice(Shape sizes) -> slice(node, sizes);
            case DynamicUpdate _ -> update(node);
            case RandomBits _ -> work.add(new RandomWords(operand(node, 0), operand(node, 1),
                    node.operands().size() > 2 ? Optional.of(operand(node, 2)) : Optional.empty(), result(node),
                    node.shape().elements()));
        }
    }

    private Place operand(Node node, int index) {
        return binding.place(node.operand(index));
    }

    private Place result(Node node) {
        return binding.result(node, 0);
    }

    private List<Place> operands(Node node) {
        return node.operands().stream().map(binding::place).toList();
    }

    private List<Place> results(Node node) {
        return IntStream.range(0, node.results().size()).mapToObj(i -> binding.result(node, i)).toList();
    }

    private void recur(Node node, Scan scan) {
        work.add(Recurrence.of(scan, node, binding, placement.body(node), kernels, workspace, sources));
    }

    /** Elementwise work is done together with what makes its elements where that comes right before it. */
    private void fuse(Node node, Graph body) {
        Kernel kernel = kernels.fusion(body, operands(node), results(node));
        if (!work.isEmpty() && sources.containsKey(work.getLast())) {
            Node maker = sources.get(work.getLast());
            Optional<Kernel> both = new Followers(binding).join(work.getLast(), maker, kernel, node);
            if (both.isPresent()) {
                join(both.get(), maker);
                return;
            }
        }
        work.add(kernel);
    }

    /** Puts one kernel in the place of the last one, which was made for another node. */
    private void join(Kernel both, Node maker) {
        sources.remove(work.removeLast());
        sources.put(both, maker);
        work.add(both);
    }

    /** One operation is a fusion of one. */
    private static Graph alone(Node node) {
        Emitter emitter = new Emitter();
        List<Node> inputs = new ArrayList<>();
        for (Node operand : node.operands()) {
            inputs.add(emitter.input("x" + inputs.size(), operand.type()));
        }
        emitter.output("y", emitter.emit(node.op(), inputs));
        return emitter.graph();
    }

    private void multiply(Node node, Dot dot) {
        Shape left = node.operand(0).shape();
        Shape right = node.operand(1).shape();
        int rank = left.rank();
        int batch = left.range(0, rank - 2).elements();
        int m = node.shape().size(-2);
        int n = node.shape().size(-1);
        int k = left.size(dot.transposeLeft() ? -2 : -1);
        Operand a = Operand.rowMajor(operand(node, 0), left.size(-2), left.size(-1));
        Operand b = Operand.rowMajor(operand(node, 1), right.size(-2), right.size(-1));
        Node made = sums.of(node);
        Products products = new Products(kernels.tiles(), batch, m, k, n, made != node);
        Operand first = dot.transposeLeft() ? a.transposed() : a;
        Operand second = dot.transposeRight() ? b.transposed() : b;
        Operand product = Operand.rowMajor(result(made), m, n);
        work.addAll(steady.contains(MemoryPlan.root(node.operand(1)).node())
                ? products.again(first, second, product, workspace, once)
                : products.of(first, second, product, workspace));
    }

    private void convolve(Node node, Convolving op) {
        Shape x = op instanceof ConvolutionDataGradient gradient ? gradient.x() : node.operand(0).shape();
        int out = (op instanceof ConvolutionDataGradient ? node.operand(0) : op instanceof Convolution ? node
                : node.operand(1)).shape().size(-1);
        Convolutions convolutions = new Convolutions(kernels.tiles(), op.window(), op.groups(), x, out,
                workspace);
        work.addAll(switch (op) {
            case Convolution _ -> convolutions.convolution(operand(node, 0), operand(node, 1), result(node));
            case ConvolutionDataGradient _ ->
                convolutions.dataGradient(operand(node, 0), operand(node, 1), result(node));
            case ConvolutionWeightGradient _ ->
                convolutions.weightGradient(operand(node, 0), operand(node, 1), result(node));
        });
    }

    private Work window(Node node, Windowed op) {
        Shape shape = node.operand(0).shape();
        return switch (op) {
            case WindowMax(var window) -> new WindowFold(window, shape, true, operand(node, 0), result(node));
            case WindowSum(var window) -> new WindowFold(window, shape, false, operand(node, 0), result(node));
            case WindowArgMax(var window) -> new WindowPlaces(window, shape, operand(node, 0), result(node));
        };
    }

    private void accumulate(Node node, Cumulative op) {
        work.add(switch (op) {
            case CumulativeSum(int axis, boolean fromEnd) -> new RunningFold(bank(node), node.shape(), axis, false,
                    fromEnd, operand(node, 0), result(node));
            case CumulativeProduct(int axis) -> new RunningFold(bank(node), node.shape(), axis, true, false,
                    operand(node, 0), result(node));
        });
    }

    private void order(Node node, Ordering op) {
        Node values = node.operand(0);
        work.add(switch (op) {
            case ArgReduce(int axis, boolean largest) -> new BestPlace(bank(values), values.shape(), axis, largest,
                    operand(node, 0), result(node));
            case ArgSort(int axis, boolean descending) -> new SortedPlaces(bank(values), values.shape(), axis,
                    descending, operand(node, 0), result(node));
        });
    }

    private void scatter(Node node, int rows) {
        work.add(new Fill(bank(node), result(node), node.shape().elements(), 0));
        work.add(new ScatterAddRows(bank(node), numbers(node, node.operand(0), rows), operand(node, 1), result(node),
                node.shape().without(0).elements()));
    }

    /** Slices of one tensor that follow each other are copied together. */
    private void slice(Node node, Slice slice) {
        List<Kernel> kernels = Movements.of(slice, node, binding);
        if (!work.isEmpty() && kernels.getFirst() instanceof StridedCopy copy && kernels.size() == 1) {
            Node before = sources.get(work.getLast());
            Optional<Kernel> both = before != null && before.op() instanceof Slice
                    && before.operand(0) == node.operand(0) ? RowCopies.join(work.getLast(), copy) : Optional.empty();
            if (both.isPresent()) {
                join(both.get(), before);
                return;
            }
        }
        work.addAll(kernels);
    }

    private void slice(Node node, Shape sizes) {
        Shape whole = node.operand(0).shape();
        Place.Moving block = new Place.Moving();
        work.add(new BlockStart(block, operand(node, 0), operand(node, 1), whole, sizes));
        work.add(StridedCopy.of(bank(node), sizes, block, whole.strides(), result(node), sizes.strides()));
    }

    private void update(Node node) {
        Shape sizes = node.operand(1).shape();
        Place.Moving block = new Place.Moving();
        work.add(Binding.copy(node.type(), operand(node, 0), result(node)));
        work.add(new BlockStart(block, result(node), operand(node, 2), node.shape(), sizes));
        work.add(StridedCopy.of(bank(node), sizes, operand(node, 1), sizes.strides(), block, node.shape().strides()));
    }

    private RowNumbers numbers(Node node, Node numbers, int rows) {
        String place = node.origin().isEmpty() ? "" : node.origin() + ": ";
        return new RowNumbers(binding.place(numbers), numbers.shape().elements(), rows, place + node.op().name());
    }

    private static Bank bank(Node node) {
        return Bank.of(node.dtype());
    }
}
