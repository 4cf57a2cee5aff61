package org.fascicle.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody else's library in a process of its own, which does nothing until it is asked for a window. It tells its name
 * when it is ready, in a JSON object on a line of standard output; after that it answers each line with a line:
 *
 * <pre>
 *                                            {"name": "PyTorch 2.13.0"}
 * {"case": "mlp-64"}                         {"variants": ["eager", "fused optimizer"]}
 * {"variant": "eager", "seconds": 0.3}       {"seconds": 0.000629}
 * </pre>
 *
 * <p>A case that it does not know has no variants; a window's answer is the time of a step. What goes wrong is told as
 * {@code {"error": "why"}}. It ends with its input.
 */
final class Rival implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final String called;
    private final boolean forced;

    /**
     * Starts it and waits until it is ready.
     *
     * @param command the command and its arguments
     * @param forced whether it is told beside the others and not compared with
     * @throws IOException when there is no such command
     * @throws RivalException when it cannot begin
     */
    Rival(List<String> command, boolean forced) throws IOException {
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        this.forced = forced;
        requests = new PrintWriter(process.outputWriter(), true);
        answers = process.inputReader();
        try {
            called = answer().path("name").asText() + ", ";
        } catch (RivalException e) {
            close();
            throw e;
        }
    }

    /** Its process. */
    long process() {
        return process.pid();
    }

    /** Whether this is told and not compared with. */
    boolean isForced() {
        return forced;
    }

    /** Whether a variant is one of this. */
    boolean owns(String variant) {
        return variant.startsWith(called);
    }

    /** What does a case, by what it is called; empty where it does not know the case. */
    Map<String, Timed> variants(String name) {
        List<String> variants = new ArrayList<>();
        ask(MAPPER.createObjectNode().put("case", name)).path("variants").forEach(each -> variants.add(each.asText()));
        Map<String, Timed> timed = new LinkedHashMap<>();
        for (String variant : variants) {
            timed.put(called + variant, seconds -> ask(MAPPER.createObjectNode()
                    .put("variant", variant).put("seconds", seconds)).path("seconds").asDouble());
        }
        return timed;
    }

    private JsonNode ask(JsonNode request) {
        requests.println(request);
        return answer();
    }

    private JsonNode answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new RivalException("it ended");
            }
            JsonNode answer = MAPPER.readTree(line);
            if (answer.has("error")) {
                throw new RivalException(answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new RivalException(e.getMessage());
        }
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
