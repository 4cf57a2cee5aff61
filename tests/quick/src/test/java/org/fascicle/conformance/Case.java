package org.fascicle.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.Safetensors;
import org.fascicle.graph.HostTensor;

/**
 * One case of a set of vectors.
 *
 * @param name its name, which its file has too
 * @param target PyTorch's class or function
 * @param options by PyTorch's names
 * @param mode train or eval, or empty
 * @param optimizer of a schedule or a network; empty otherwise
 * @param tensors {@code input.X}, {@code param.X}, {@code output.X}, {@code grad_output.X}, …
 */
record Case(String name, String target, Options options, String mode, JsonNode optimizer,
        Map<String, HostTensor> tensors) {
    static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-12;

    static Case of(JsonNode json, Path folder) throws IOException {
        JsonNode spec = json.get("spec");
        String name = json.get("name").asText();
        return new Case(name, spec.get("target").asText(), new Options(spec.path("options")),
                spec.path("mode").asText(""), spec.path("optimizer"),
                Safetensors.read(folder.resolve(name + ".safetensors")).tensors());
    }

    HostTensor tensor(String key) {
        HostTensor tensor = tensors.get(key);
        if (tensor == null) {
            throw new NotCovered("it has no tensor " + key);
        }
        return tensor;
    }

    /** The tensors whose names begin so, by the rest of the name, in the order of the file. */
    Map<String, HostTensor> group(String prefix) {
        Map<String, HostTensor> group = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> {
            if (key.startsWith(prefix)) {
                group.put(key.substring(prefix.length()), tensor);
            }
        });
        return group;
    }

    /** Where two tensors differ: nothing, or one line. */
    static List<String> differences(String what, HostTensor expected, double[] actual) {
        return differences(what, expected, actual, RELATIVE);
    }

    /** Where two tensors differ by more than a share of the numbers expected: nothing, or one line. */
    static List<String> differences(String what, HostTensor expected, double[] actual, double relative) {
        List<String> faults = new ArrayList<>();
        if (expected.elements() != actual.length) {
            return List.of(what + " has " + actual.length + " elements, not " + expected.elements());
        }
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            double wanted = expected.get(i);
            boolean same = wanted == actual[i] || Double.isNaN(wanted) && Double.isNaN(actual[i])
                    || Math.abs(actual[i] - wanted) <= ABSOLUTE + relative * Math.abs(wanted);
            if (!same && count++ == 0) {
                faults.add(what + " is " + actual[i] + " at " + i + ", not " + wanted);
            }
        }
        return count == 0 ? faults : List.of(faults.getFirst() + " (" + count + " of " + actual.length + " differ)");
    }
}
