package org.fascicle.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** The arguments of a case as symbolic tensors, and its options. */
final class Given {
    private final Case source;
    private final Map<String, Tensor> tensors;
    private final Set<String> read = new HashSet<>();

    Given(Case source, Map<String, Tensor> tensors) {
        this.source = source;
        this.tensors = tensors;
    }

    Options options() {
        return source.options();
    }

    String mode() {
        return source.mode();
    }

    /** The argument of a name. */
    Tensor input(String name) {
        return tensor("input." + name);
    }

    /** The parameter of a name. */
    Tensor parameter(String name) {
        return tensor("param." + name);
    }

    /** Whether there is a parameter of a name. */
    boolean hasParameter(String name) {
        return tensors.containsKey("param." + name);
    }

    /** A buffer before the step. */
    Tensor before(String name) {
        return tensor("before." + name);
    }

    /** A list of arguments: {@code name.0}, {@code name.1}, … */
    List<Tensor> inputs(String name) {
        List<Tensor> list = new ArrayList<>();
        while (has(name + "." + list.size())) {
            list.add(input(name + "." + list.size()));
        }
        return list;
    }

    /** Whether there is an argument of a name. */
    boolean has(String name) {
        return tensors.containsKey("input." + name);
    }

    /** The values of an argument that is an option here, such as class weights. */
    HostTensor values(String name) {
        read.add("input." + name);
        return source.tensor("input." + name);
    }

    /** Whether an argument has an integer type. */
    boolean isWhole(String name) {
        return tensors.containsKey("input." + name) && !tensors.get("input." + name).dtype().isFloating();
    }

    /** The expected shape of the one result, for operations whose options leave it open. */
    Shape outputShape() {
        return source.tensor("output.y").type().shape();
    }

    /** A mask, which the set stores as integers. */
    Tensor mask(String name) {
        return input(name).cast(DType.BOOL);
    }

    /** Ends the case as not covered when an argument or an option was left aside. */
    void requireAllRead() {
        source.options().requireAllRead();
        List<String> unread = tensors.keySet().stream().filter(name -> !read.contains(name)).toList();
        if (!unread.isEmpty()) {
            throw new NotCovered("arguments " + unread);
        }
    }

    private Tensor tensor(String key) {
        read.add(key);
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            throw new NotCovered("it has no " + key);
        }
        return tensor;
    }
}
