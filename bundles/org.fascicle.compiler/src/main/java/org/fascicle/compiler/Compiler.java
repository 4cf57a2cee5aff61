package org.fascicle.compiler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.compiler.strip.Stripe;
import org.fascicle.graph.Graph;

/** Lowers graphs to what one backend runs, and keeps the programs of a session. Not safe for several threads. */
public final class Compiler {
    private static final int CACHED_PROGRAMS = 64;
    private final List<Pass> passes;
    private final Map<String, Program> programs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Program> eldest) {
            return size() > CACHED_PROGRAMS;
        }
    };
    private long compilations;
    private long nodes;
    private long nanoseconds;

    /** A compiler for a backend. */
    public Compiler(Backend backend) {
        this.passes = List.of(new Decompose(backend), new Simplify(), new Share(), new MergeScans(), new RemoveDead(),
                new Stripe(backend), new LowerScans(this::lower), new SliceEarly(), new Fuse(backend));
    }

    /** The graph after all passes: every node is one that the backend supports. */
    public Graph lower(Graph graph) {
        Graph lowered = graph.verify();
        for (Pass pass : passes) {
            try {
                Graph rewritten = pass.apply(lowered);
                lowered = rewritten == lowered ? lowered : rewritten.verify();
            } catch (IllegalStateException malformed) {
                throw new IllegalStateException("after the pass " + pass.name() + ": " + malformed.getMessage(),
                        malformed);
            }
        }
        return lowered;
    }

    /** The program of a graph on a session of the backend; equal graphs get one program. */
    public Program compile(Graph graph, Session session) {
        long start = System.nanoTime();
        Graph lowered = lower(graph);
        nodes += lowered.nodes().size();
        Program program = programs.computeIfAbsent(lowered.toString(), text -> {
            compilations++;
            return session.compile(lowered);
        });
        nanoseconds += System.nanoTime() - start;
        return program;
    }

    /** How many programs were made: what a change that should not recompile must leave alone. */
    public long compilations() {
        return compilations;
    }

    /** Nodes of all graphs lowered to be compiled. */
    public long nodes() {
        return nodes;
    }

    /** How long compiling took, of all graphs together. */
    public long nanoseconds() {
        return nanoseconds;
    }
}
