package org.fascicle.compiler;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Absolute;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Expm1;
import org.fascicle.graph.op.Gather;
import org.fascicle.graph.op.Log1p;
import org.fascicle.graph.op.Logistic;
import org.fascicle.graph.op.Maximum;
import org.fascicle.graph.op.Minimum;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.Power;
import org.fascicle.graph.op.ReduceMin;
import org.fascicle.graph.op.ScatterAdd;
import org.fascicle.graph.op.Sign;
import org.fascicle.graph.op.SquareRoot;
import org.fascicle.graph.op.Subtract;
import org.fascicle.graph.op.Tanh;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** How operations that a backend lacks are made of simpler ones. Empty for those that everything else is made of. */
final class Decomposition {
    private Decomposition() {
    }

    static Optional<Graph> of(Node node) {
        return switch (node.op()) {
            case Subtract _ -> body(node, x -> x.get(0).plus(x.get(1).negate()));
            case Negate _ -> body(node, x -> x.get(0).times(-1));
            case Absolute _ -> body(node, x -> x.get(0).maximum(x.get(0).negate()));
            case Sign _ -> body(node, x -> Tensor.where(x.get(0).greaterThan(0), x.get(0).scalar(1),
                    Tensor.where(x.get(0).lessThan(0), x.get(0).scalar(-1), x.get(0).scalar(0))));
            case Maximum _ -> body(node, x -> Tensor.where(x.get(0).atLeast(x.get(1)).or(isNan(x.get(0))),
                    x.get(0), x.get(1)));
            case Minimum _ -> body(node, x -> x.get(0).negate().maximum(x.get(1).negate()).negate());
            case Expm1 _ -> body(node, x -> expm1(x.get(0)));
            case Log1p _ -> body(node, x -> log1p(x.get(0)));
            case SquareRoot _ -> body(node, x -> x.get(0).power(0.5));
            case Power _ -> body(node, x -> x.get(0).log().times(x.get(1)).exp());
            case Tanh _ -> body(node, x -> x.get(0).times(2).sigmoid().times(2).minus(1));
            case Logistic _ -> body(node, x -> logistic(x.get(0)));
            case ReduceMin(List<Integer> axes) -> body(node, x -> x.get(0).negate()
                    .maxKeeping(axes.stream().mapToInt(Integer::intValue).toArray()).negate());
            case Dot dot -> body(node, x -> product(dot, x.get(0), x.get(1)));
            case Gather _ -> body(node, x -> gather(x.get(0), x.get(1)));
            case ScatterAdd(int rows) -> body(node, x -> scatterAdd(x.get(0), x.get(1), rows));
            default -> Optional.empty();
        };
    }

    private static Optional<Graph> body(Node node, Function<List<Tensor>, Tensor> function) {
        List<TensorType> types = node.operands().stream().map(Node::type).toList();
        return Optional.of(Trace.of(types, tensors -> List.of(function.apply(tensors))));
    }

    private static Tensor isNan(Tensor x) {
        return x.notEqualTo(x);
    }

    /** Kahan's form: exact to a few ulp where 1 + x would cancel. */
    private static Tensor log1p(Tensor x) {
        Tensor sum = x.plus(1);
        Tensor small = sum.equalTo(sum.scalar(1).broadcastTo(x.shape()));
        Tensor safe = Tensor.where(small, sum.scalar(2), sum);
        return Tensor.where(small, x, safe.log().times(x).over(safe.minus(1)));
    }

    private static Tensor expm1(Tensor x) {
        Tensor exponential = x.exp();
        Tensor small = exponential.equalTo(exponential.scalar(1).broadcastTo(x.shape()));
        Tensor plain = exponential.minus(1).lessThan(-0.999).or(x.greaterThan(1));
        Tensor safe = Tensor.where(small.or(plain), x.scalar(2), exponential);
        Tensor exact = safe.minus(1).times(x).over(safe.log());
        return Tensor.where(small, x, Tensor.where(plain, exponential.minus(1), exact));
    }

    /** {@code e^(min(x, 0)) / (1 + e^(−|x|))}: no exponent is above 0. */
    private static Tensor logistic(Tensor x) {
        return x.minimum(0).exp().over(x.abs().negate().exp().plus(1));
    }

    private static Tensor product(Dot dot, Tensor left, Tensor right) {
        Tensor rows = dot.transposeLeft() ? left.swapAxes(-1, -2) : left;
        Tensor columns = dot.transposeRight() ? right : right.swapAxes(-1, -2);
        // [batch…, m, 1, k] · [batch…, 1, n, k], summed over k
        return rows.expandDims(rows.rank() - 1).times(columns.expandDims(columns.rank() - 2)).sum(-1);
    }

    private static Tensor gather(Tensor rows, Tensor indices) {
        int count = rows.size(0);
        Shape row = rows.shape().without(0);
        Tensor flat = indices.reshape(indices.shape().elements());
        Tensor taken = flat.oneHot(count, rows.dtype()).matmul(rows.reshape(count, row.elements()));
        return taken.reshape(indices.shape().followedBy(row));
    }

    private static Tensor scatterAdd(Tensor indices, Tensor updates, int rows) {
        int count = indices.shape().elements();
        Shape row = updates.shape().range(indices.rank(), updates.rank());
        Tensor places = indices.reshape(count).oneHot(rows, updates.dtype()).swapAxes(0, 1);
        return places.matmul(updates.reshape(count, row.elements())).reshape(Shape.of(rows).followedBy(row));
    }
}
