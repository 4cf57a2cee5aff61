package org.fascicle.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Fascicle against vectors made with PyTorch: the folder that {@code FASCICLE_CONFORMANCE} names holds a
 * {@code cases.json} and a file of tensors for each case. Every case whose target has a counterpart here must agree, in
 * f64 on the reference backend, to 1e-9 relative or 1e-12 absolute.
 */
class ConformanceTest {
    private static final String FOLDER = "FASCICLE_CONFORMANCE";

    @Test
    void every_case_that_has_a_counterpart_agrees_with_pytorch() throws IOException {
        String folder = System.getenv(FOLDER);
        assumeTrue(folder != null && !folder.isEmpty(), "set " + FOLDER + " to a folder of conformance vectors");
        JsonNode cases = new ObjectMapper().readTree(Files.readString(Path.of(folder, "cases.json")));
        Map<String, Check> checks = checks();
        int passed = 0;
        Map<String, List<String>> uncovered = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (JsonNode json : cases) {
            String name = json.get("name").asText();
            String target = json.at("/spec/target").asText();
            try {
                List<String> differences = check(checks, target).differences(Case.of(json, Path.of(folder)));
                if (differences.isEmpty()) {
                    passed++;
                } else {
                    failures.add(name + " (" + target + "): " + String.join("; ", differences));
                }
            } catch (NotCovered reason) {
                String why = reason.getMessage().isEmpty() ? "" : ": " + reason.getMessage();
                uncovered.computeIfAbsent(target, key -> new ArrayList<>()).add(name + why);
            } catch (RuntimeException error) {
                failures.add(name + " (" + target + "): " + error);
            }
        }
        System.out.println("conformance: " + passed + " of " + cases.size() + " passed");
        uncovered.forEach((target, names) -> System.out.println("  not covered yet: " + target + " " + names));
        assertTrue(failures.isEmpty(), () -> failures.size() + " cases differ:\n" + String.join("\n", failures));
    }

    private static Check check(Map<String, Check> checks, String target) {
        return checks.getOrDefault(target, given -> {
            throw new NotCovered("");
        });
    }

    private static Map<String, Check> checks() {
        Map<String, Check> checks = new HashMap<>();
        List.of(ElementwiseTargets.all(), ReductionTargets.all(), MovementTargets.all(), ProductTargets.all(),
                ActivationTargets.all(), LayerTargets.all(), LossTargets.all(), OptimizerTargets.all(),
                ScheduleTargets.all(), NetTargets.all(), WindowTargets.all(), NormalizationTargets.all(),
                RecurrentTargets.all(), AttentionTargets.all(), OrderTargets.all(), BorderTargets.all(),
                ClippingTargets.all()).forEach(checks::putAll);
        return checks;
    }
}
