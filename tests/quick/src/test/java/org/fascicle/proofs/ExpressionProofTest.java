package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Update;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.Absolute;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Expm1;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Log1p;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Minimum;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.Sign;
import org.fascicle.graph.op.SquareRoot;
import org.fascicle.graph.op.Subtract;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Sequential;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Objective;
import org.fascicle.nn.Scope;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.Sgd;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;

/** What can be said in the language alone, without an operation of its own. */
class ExpressionProofTest {
    /** Runs a function of tensors on a backend. */
    private static List<HostTensor> run(Backend backend, List<HostTensor> operands,
            Function<List<Tensor>, List<Tensor>> function) {
        Graph graph = Trace.of(operands.stream().map(HostTensor::type).toList(), function);
        return List.copyOf(BackendRun.once(backend, graph, 2, BackendRun.named(graph, operands)).values());
    }

    private static HostTensor uniform(int seed, int... sizes) {
        ThreefryRandom random = ThreefryRandom.of(seed, "operand");
        HostTensor tensor = HostTensor.zeros(TensorType.of(DType.F32, sizes));
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.set(i, random.uniform(-1, 1));
        }
        return tensor;
    }

    /**
     * A critic whose slope is held at 1: the loss holds a derivative (Gulrajani et al.: Improved training of WGANs,
     * 2017).
     */
    private record SlopePenalty() implements Objective {
        private static final Layer CRITIC = new Sequential(List.of(new Dense(16, new Tanh()),
                new Dense(1, new Identity())));

        @Override
        public Tensor output(Scope scope) {
            Tensor x = scope.input("x");
            Tensor slope = scope.apply("critic", CRITIC, x).sum().gradients(List.of(x)).getFirst();
            return slope.square().sum(-1).sqrt();
        }

        @Override
        public Tensor loss(Tensor slopes, Scope scope) {
            return slopes.minus(1).square().mean();
        }
    }

    @OnEachBackend
    void a_loss_may_hold_a_derivative_which_is_derived_again(Machine machine) {
        List<Feature> features = List.of(Machine.floats("x", 3));
        Task task = new Task(new SlopePenalty(), Update.by(new Adam(0.02)), Map.of(), features);
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task, session);
            learner.train(Machine.random(0, 32, 0, features), 0.02);
            double before = learner.trainingMetrics().get("loss");
            for (int step = 1; step < 150; step++) {
                learner.train(Machine.random(step, 32, 0, features), 0.02);
            }
            learner.trainingMetrics();
            learner.train(Machine.random(999, 32, 0, features), 0.02);
            double after = learner.trainingMetrics().get("loss");
            assertTrue(after < before / 10, "the penalty went from " + before + " to " + after);
        }
    }

    /**
     * −ln of the probability of all paths that read as the labels: [time, symbols] log-probabilities, symbol 0 is
     * blank.
     */
    private static Tensor connectionistLoss(Tensor logProbabilities, List<Integer> labels) {
        List<Integer> extended = new ArrayList<>(List.of(0));
        labels.forEach(label -> extended.addAll(List.of(label, 0)));
        int states = extended.size();
        double impossible = -1e30;
        List<Double> start = new ArrayList<>();
        List<Double> skip = new ArrayList<>();
        for (int state = 0; state < states; state++) {
            start.add(state < 2 ? 0 : impossible);
            boolean mayskip = state >= 2 && extended.get(state) != 0
                    && !extended.get(state).equals(extended.get(state - 2));
            skip.add(mayskip ? 0 : impossible);
        }
        TensorType type = TensorType.of(logProbabilities.dtype(), states);
        Tensor symbols = logProbabilities.constant(TensorType.of(DType.I32, states),
                extended.stream().map(Integer::doubleValue).toList());
        Tensor emissions = logProbabilities.take(1, symbols);
        Tensor first = emissions.slice(0, 0, 1).reshape(states).plus(logProbabilities.constant(type, start));
        Tensor skips = logProbabilities.constant(type, skip);
        Recurrence paths = Recurrence.of(List.of(first), List.of(emissions.slice(0, 1, emissions.size(0))),
                List.of(skips), false, (carries, elements, captured, place) -> {
                    Tensor stay = carries.getFirst();
                    Tensor step = stay.slice(0, 0, states - 1).pad(0, 1, 0, impossible);
                    Tensor leap = stay.slice(0, 0, states - 2).pad(0, 2, 0, impossible).plus(captured.getFirst());
                    Tensor all = Tensor.concatenate(0, List.of(stay.expandDims(0), step.expandDims(0),
                            leap.expandDims(0)));
                    Tensor next = all.logSumExpKeeping(0).reshape(states).plus(elements.getFirst());
                    return new Recurrence.Iteration(List.of(next), List.of());
                });
        return paths.carries().getFirst().slice(0, states - 2, states).logSumExpKeeping(0).reshape(Shape.SCALAR)
                .negate();
    }

    /** All paths, one by one: a path reads as its symbols without repetitions and blanks. */
    private static double bruteForce(double[] logProbabilities, int time, int symbols, List<Integer> labels) {
        double sum = 0;
        for (int path = 0; path < Math.pow(symbols, time); path++) {
            List<Integer> read = new ArrayList<>();
            double logarithm = 0;
            int last = 0;
            int rest = path;
            for (int t = 0; t < time; t++) {
                int symbol = rest % symbols;
                rest /= symbols;
                logarithm += logProbabilities[t * symbols + symbol];
                if (symbol != 0 && symbol != last) {
                    read.add(symbol);
                }
                last = symbol;
            }
            sum += read.equals(labels) ? Math.exp(logarithm) : 0;
        }
        return -Math.log(sum);
    }

    @OnEachBackend
    void connectionist_temporal_classification_is_a_recurrence_of_log_sum_exp(Machine machine) {
        for (List<Integer> labels : List.of(List.of(1, 2), List.of(1, 1), List.of(2, 1, 2))) {
            HostTensor logits = uniform(5, 6, 3);
            List<HostTensor> results = run(machine.backend(), List.of(logits), x -> {
                Tensor logProbabilities = x.getFirst().logSoftmax(-1);
                Tensor loss = connectionistLoss(logProbabilities, labels);
                return List.of(loss, logProbabilities, loss.gradients(x).getFirst());
            });
            double expected = bruteForce(results.get(1).toDoubles(), 6, 3, labels);
            assertEquals(expected, results.get(0).get(0), 1e-5 * expected);
            double[] gradient = results.get(2).toDoubles();
            for (int t = 0; t < 6; t++) {
                assertEquals(0, gradient[3 * t] + gradient[3 * t + 1] + gradient[3 * t + 2], 1e-5);
            }
        }
    }

    @OnEachBackend
    void the_two_best_of_four_experts_share_each_example(Machine machine) {
        HostTensor x = uniform(1, 5, 3);
        HostTensor gate = uniform(2, 3, 4);
        HostTensor experts = uniform(3, 4, 3, 2);
        HostTensor output = run(machine.backend(), List.of(x, gate, experts), t -> {
            Tensor scores = t.get(0).matmul(t.get(1));
            Tensor best = scores.argsort(-1, true).slice(-1, 0, 2);
            Tensor shares = scores.takeAlong(best, -1).softmax(-1);
            Tensor weights = t.get(2).gather(best);
            Tensor each = t.get(0).reshape(5, 1, 1, 3).matmul(weights).reshape(5, 2, 2);
            return List.of(each.times(shares.expandDims(-1)).sum(1));
        }).getFirst();
        for (int row = 0; row < 5; row++) {
            double[] scores = new double[4];
            for (int e = 0; e < 4; e++) {
                for (int i = 0; i < 3; i++) {
                    scores[e] += x.get(3 * row + i) * gate.get(4 * i + e);
                }
            }
            int first = 0;
            for (int e = 1; e < 4; e++) {
                first = scores[e] > scores[first] ? e : first;
            }
            int second = first == 0 ? 1 : 0;
            for (int e = 0; e < 4; e++) {
                second = e != first && scores[e] > scores[second] ? e : second;
            }
            double share = 1 / (1 + Math.exp(scores[second] - scores[first]));
            for (int o = 0; o < 2; o++) {
                double expected = 0;
                for (int i = 0; i < 3; i++) {
                    expected += x.get(3 * row + i) * (share * experts.get(6 * first + 2 * i + o)
                            + (1 - share) * experts.get(6 * second + 2 * i + o));
                }
                assertEquals(expected, output.get(2 * row + o), 1e-5);
            }
        }
    }

    @OnEachBackend
    void an_embedding_of_fifty_thousand_rows_moves_only_the_rows_it_used(Machine machine) {
        int rows = 50_000;
        Layer model = (x, scope) -> scope.apply("head", new Dense(2, new Identity()),
                scope.parameter("table", Shape.of(rows, 8), Initializer.constant(0.1)).gather(x).mean(1));
        List<Feature> features = List.of(Machine.ints("x", 4), Machine.ints("y"));
        Task task = new Task(model, new CrossEntropy(), new Sgd(0.5), Map.of(), features);
        try (Session session = machine.open()) {
            Learner learner = machine.learner(task, session);
            Batch batch = Machine.random(1, 8, rows, features);
            for (int i = 0; i < 8; i++) {
                batch.tensor("y").set(i, i % 2);
            }
            learner.train(batch, 0.5);
            float[] table = learner.snapshot().get("parameter/table").floats();
            boolean[] used = new boolean[rows];
            for (int number : batch.tensor("x").ints()) {
                used[number] = true;
            }
            for (int row = 0; row < rows; row++) {
                assertEquals(used[row], table[8 * row] != 0.1f, "row " + row);
            }
        }
    }

    @OnEachBackend
    void a_strangers_operation_may_have_a_gradient_of_its_own(Machine machine) {
        List<HostTensor> results = run(machine.backend(), List.of(uniform(1, 7)), x -> {
            Tensor rounded = Trace.custom("acme.straight-through", x, t -> t.getFirst().times(4).floor().over(4),
                    t -> List.of(t.get(1)));
            return List.of(rounded, rounded.square().sum().gradients(x).getFirst());
        });
        double[] rounded = results.get(0).toDoubles();
        double[] gradient = results.get(1).toDoubles();
        for (int i = 0; i < rounded.length; i++) {
            assertEquals(Math.floor(4 * uniform(1, 7).get(i)) / 4, rounded[i]);
            assertEquals(2 * rounded[i], gradient[i], 1e-6, "the gradient goes straight through");
        }
    }

    /** A backend that is older than ten operations. */
    private record Old(Backend backend) implements Backend {
        @Override
        public String name() {
            return "old-" + backend.name();
        }

        @Override
        public List<Device> devices() {
            return backend.devices();
        }

        @Override
        public boolean supports(Node node) {
            return backend.supports(node) && switch (node.op()) {
                case Absolute _, Dot _, Expm1 _, Gather _, Log1p _, Maximum _, Minimum _, Negate _, ScatterAdd _,
                        Sign _, SquareRoot _, Subtract _ -> false;
                default -> true;
            };
        }

        @Override
        public Session open(Device device, Limits limits) {
            return backend.open(device, limits);
        }
    }

    @OnEachBackend
    void a_backend_that_lacks_ten_operations_runs_everything_by_decomposition(Machine machine) {
        List<HostTensor> operands = List.of(uniform(1, 4, 3), uniform(2, 3, 5), HostTensor.of(Shape.of(2), 3, 1));
        Function<List<Tensor>, List<Tensor>> everything = t -> {
            Tensor product = t.get(0).matmul(t.get(1));
            Tensor mixed = product.abs().plus(1).sqrt().minus(product.minimum(0.1).maximum(-0.1)).plus(product.sign())
                    .plus(product.abs().log1p()).plus(product.times(0.1).expm1()).negate();
            Tensor rows = mixed.gather(t.get(2));
            Tensor loss = rows.square().sum();
            List<Tensor> results = new ArrayList<>(List.of(mixed, rows));
            results.addAll(loss.gradients(t.subList(0, 2)));
            return results;
        };
        List<HostTensor> whole = run(machine.backend(), operands, everything);
        List<HostTensor> decomposed = run(new Old(machine.backend()), operands, everything);
        for (int i = 0; i < whole.size(); i++) {
            assertArrayEquals(whole.get(i).toDoubles(), decomposed.get(i).toDoubles(), 2e-5, "result " + i);
        }
    }
}
