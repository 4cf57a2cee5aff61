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
import org.fascicle.workbench.WorkbenchException;

/** PyTorch in a process of its own, which does nothing until it is asked for a window. */
final class Rival implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SCRIPT = "rival.py";
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final String called;
    private final boolean forced;

    /**
     * Starts it.
     *
     * @param python a Python that has PyTorch
     * @param compile whether compiled variants take part
     * @param forced whether its MKL is made to take the way with AVX-512
     * @throws WorkbenchException when there is no such Python, or it has no PyTorch
     */
    Rival(String python, int threads, boolean compile, boolean forced) throws WorkbenchException {
        try {
            process = new ProcessBuilder(python, "-u", "-c", Cases.resource(SCRIPT), String.valueOf(threads),
                    compile ? "compile" : "eager", forced ? "avx512" : "stock")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.MISSING, "\"" + python + "\" cannot be started: "
                    + e.getMessage(), "--against takes the python program of an environment that has PyTorch", e);
        }
        this.forced = forced;
        requests = new PrintWriter(process.outputWriter(), true);
        answers = process.inputReader();
        try {
            called = "PyTorch " + answer().path("version").asText() + (forced ? " with MKL's AVX-512, " : ", ");
        } catch (RivalException e) {
            close();
            throw new WorkbenchException(WorkbenchException.Kind.MISSING, "\"" + python + "\" has no PyTorch that works"
                    + (forced ? " with --mkl-avx512: " : ": ") + e.getMessage(), "\"" + python
                    + " -c 'import torch'\" tells more", e);
        }
    }

    /** Its process. */
    long process() {
        return process.pid();
    }

    /** Whether this is not PyTorch as it comes. */
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
