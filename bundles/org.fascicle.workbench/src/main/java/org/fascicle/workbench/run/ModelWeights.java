package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.compiler.step.Variable;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.checkpoint.Safetensors;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.workbench.WorkbenchException;

/**
 * The weights of a model by path, such as {@code 0.weight}: what it learned and what its layers keep, without anything
 * of the optimizer's. In a file they are plain safetensors.
 *
 * @param values by path
 */
record ModelWeights(Map<String, HostTensor> values) {
    private static final int MOST = 40;

    ModelWeights {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Those of a checkpoint; where it keeps their average, that.
     *
     * @throws IllegalArgumentException when a parameter and a state have one path
     */
    static ModelWeights of(Checkpoint checkpoint) {
        Map<String, HostTensor> values = new LinkedHashMap<>();
        Averaged.weights(checkpoint.tensors()).forEach((key, value) -> {
            if (isWeight(key) && values.put(path(key), value) != null) {
                throw new IllegalArgumentException("a parameter and a state of the model are both called " + path(key)
                        + "; give one of them another name in its layer");
            }
        });
        return new ModelWeights(values);
    }

    /**
     * Those of a file: weights by path, or a checkpoint.
     *
     * @throws WorkbenchException when it is not there, or cannot be read
     */
    static ModelWeights read(Path file) throws WorkbenchException {
        if (!Files.isRegularFile(file)) {
            throw WorkbenchException.missing("there is no file " + file + " to take weights from",
                    "\"fascicle export RUN FILE\" writes those of a run");
        }
        try {
            Safetensors content = Safetensors.read(file);
            return Checkpoint.is(content) ? of(Checkpoint.read(file)) : new ModelWeights(content.tensors());
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
        }
    }

    /**
     * The first values of all variables of a model: its weights are these, and the seed draws the rest.
     *
     * @param source where the weights are from
     * @throws WorkbenchException with everything in which these are not the model's
     */
    Map<String, HostTensor> first(String source, List<Variable> variables, long seed) throws WorkbenchException {
        List<String> problems = new ArrayList<>();
        List<String> rest = new ArrayList<>(values.keySet());
        variables.stream().filter(variable -> isWeight(variable.key())).forEach(one -> rest.remove(one.path()));
        Map<String, HostTensor> first = new LinkedHashMap<>();
        for (Variable variable : variables) {
            if (isWeight(variable.key())) {
                HostTensor value = values.get(variable.path());
                Optional<String> problem = value == null ? Optional.of(absent(variable, rest))
                        : problem(variable, value);
                problem.ifPresent(words -> problems.add(variable.path() + " " + words));
                if (problem.isEmpty()) {
                    first.put(variable.key(), converted(value, variable.type()));
                }
            } else if (variable.kind() != Variable.Kind.METRIC) {
                first.put(variable.key(), variable.initial(seed));
            }
        }
        rest.forEach(path -> problems.add(path + " " + values.get(path).type() + " has no place in the model"));
        if (!problems.isEmpty()) {
            throw WorkbenchException.wrong(source + " holds other weights than the model has:\n  " + String.join("\n  ",
                    problems.subList(0, Math.min(MOST, problems.size()))) + (problems.size() <= MOST ? ""
                    : "\n  and " + (problems.size() - MOST) + " more"),
                    "\"fascicle check\" shows the layers of the model; rename or convert the tensors of the file");
        }
        return Averaged.begun(first);
    }

    private String absent(Variable variable, List<String> rest) {
        List<String> alike = rest.stream()
                .filter(path -> values.get(path).type().shape().equals(variable.type().shape())).toList();
        return variable.type() + " is missing" + Names.nearest(variable.path(), alike)
                .map(near -> "; is it `" + near + "`?").orElse("");
    }

    private static Optional<String> problem(Variable variable, HostTensor value) {
        TensorType expected = variable.type();
        if (!value.type().shape().equals(expected.shape())) {
            List<Integer> sizes = value.type().shape().sizes();
            boolean turned = sizes.size() == 2 && sizes.reversed().equals(expected.shape().sizes());
            return Optional.of("is " + value.type() + " there, and the model's is " + expected
                    + (turned ? "; transpose it: weights lie as [in, out] here" : ""));
        }
        if (!isReal(value.type().dtype())) {
            return Optional.of("is " + value.type() + " there, and weights are floating-point numbers");
        }
        HostTensor own = converted(value, expected);
        for (int i = 0; i < own.elements(); i++) {
            if (!Double.isFinite(own.get(i))) {
                return Optional.of("holds " + value.get(i) + " as its element " + i + ", which is no finite "
                        + expected.dtype().text());
            }
        }
        return Optional.empty();
    }

    private static HostTensor converted(HostTensor value, TensorType type) {
        return value.type().equals(type) ? value : HostTensor.of(type, value.toDoubles());
    }

    private static boolean isReal(DType dtype) {
        return dtype == DType.F32 || dtype == DType.F64;
    }

    private static boolean isWeight(String key) {
        return Variable.Kind.PARAMETER.isOf(key) || Variable.Kind.STATE.isOf(key);
    }

    private static String path(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
