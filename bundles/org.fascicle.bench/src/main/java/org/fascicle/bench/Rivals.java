package org.fascicle.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.workbench.WorkbenchException;

/** Those with whom a bench alternates. */
final class Rivals implements AutoCloseable {
    private final List<Rival> all = new ArrayList<>();

    /**
     * Starts what a python runs.
     *
     * @param forced whether PyTorch whose MKL takes the way with AVX-512 is told beside what counts
     * @throws WorkbenchException when it cannot be started
     */
    void start(String python, int threads, boolean compile, boolean forced) throws WorkbenchException {
        all.add(new Rival(python, threads, compile, false));
        if (forced) {
            all.add(new Rival(python, threads, compile, true));
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
