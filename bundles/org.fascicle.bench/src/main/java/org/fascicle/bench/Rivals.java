package org.fascicle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.workbench.WorkbenchException;

/** Those with whom a bench alternates. */
final class Rivals implements AutoCloseable {
    private static final String SCRIPT = "rival.py";
    private final List<Rival> all = new ArrayList<>();

    /**
     * Starts PyTorch.
     *
     * @param python a Python that has it
     * @param compile whether compiled variants take part
     * @param forced whether a second one is told beside what counts, whose MKL takes the way with AVX-512
     * @throws WorkbenchException when there is no such Python, or it has no PyTorch
     */
    void startPyTorch(String python, int threads, boolean compile, boolean forced) throws WorkbenchException {
        startPyTorch(python, threads, compile, "stock");
        if (forced) {
            startPyTorch(python, threads, compile, "avx512");
        }
    }

    private void startPyTorch(String python, int threads, boolean compile, String way) throws WorkbenchException {
        boolean forced = way.equals("avx512");
        try {
            all.add(new Rival(List.of(python, "-u", "-c", Cases.resource(SCRIPT), String.valueOf(threads),
                    compile ? "compile" : "eager", way), forced));
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.MISSING, "\"" + python + "\" cannot be started: "
                    + e.getMessage(), "--against takes the python program of an environment that has PyTorch", e);
        } catch (RivalException e) {
            throw new WorkbenchException(WorkbenchException.Kind.MISSING, "\"" + python + "\" has no PyTorch that works"
                    + (forced ? " with --mkl-avx512: " : ": ") + e.getMessage(), "\"" + python
                    + " -c 'import torch'\" tells more", e);
        }
    }

    /**
     * Starts a command that speaks the protocol of a {@link Rival}.
     *
     * @param command its words, between blanks; the number of threads is added as the last one
     * @throws WorkbenchException when there is no such command, or it cannot begin
     */
    void start(String command, int threads) throws WorkbenchException {
        List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
        words.add(String.valueOf(threads));
        try {
            all.add(new Rival(words, false));
        } catch (IOException | RivalException e) {
            throw new WorkbenchException(WorkbenchException.Kind.MISSING, "the rival \"" + command
                    + "\" cannot begin: " + e.getMessage(), "--rival takes a command that tells its name in JSON, as "
                    + "docs/performance.md shows; \"" + command + " " + threads + "\" tells more", e);
        }
    }

    /** Their processes. */
    List<Long> processes() {
        return all.stream().map(Rival::process).toList();
    }

    /** What does a case, by what it is called. */
    Map<String, Timed> variants(String name) {
        Map<String, Timed> variants = new LinkedHashMap<>();
        all.forEach(rival -> variants.putAll(rival.variants(name)));
        return variants;
    }

    /** Takes the results of those out that are told and not compared with. */
    Map<String, Windows> takeForced(Map<String, Windows> results) {
        Map<String, Windows> forced = new LinkedHashMap<>();
        for (Rival rival : all.stream().filter(Rival::isForced).toList()) {
            for (String variant : results.keySet().stream().filter(rival::owns).toList()) {
                forced.put(variant, results.remove(variant));
            }
        }
        return forced;
    }

    @Override
    public void close() {
        all.forEach(Rival::close);
    }
}
