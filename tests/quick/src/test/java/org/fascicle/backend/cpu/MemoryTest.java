package org.fascicle.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Block;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void blocks_come_and_go_without_touching_each_other() {
        ThreefryRandom random = ThreefryRandom.of(1, "blocks");
        Arena arena = new Arena(Long.MAX_VALUE);
        List<Block> held = new ArrayList<>();
        for (int round = 0; round < 2000; round++) {
            if (held.isEmpty() || random.below(5) > 1 && held.size() < 60) {
                Block block = arena.allocate(Bank.FLOATS, random.below(300), "a block");
                for (Block other : held) {
                    assertTrue(block.offset() + block.length() <= other.offset()
                            || other.offset() + other.length() <= block.offset(), block + " lies on " + other);
                }
                held.add(block);
            } else {
                arena.free(held.remove(random.below(held.size())));
            }
            assertEquals(held.stream().mapToLong(Block::bytes).sum(), arena.use().bytes());
        }
        held.forEach(arena::free);
        int before = arena.floats().length;
        arena.allocate(Bank.FLOATS, 300, "a block");
        assertEquals(before, arena.floats().length, "what was given back is used again");
    }

    @Test
    void values_stay_when_the_arena_grows_and_steps_go_on() {
        TensorType type = TensorType.of(DType.F32, 100);
        Graph graph = Trace.of(List.of(type), tensors -> List.of(tensors.getFirst().plus(1)));
        CpuBackend backend = new CpuBackend();
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(1, Long.MAX_VALUE))) {
            Buffer x = session.allocate(type);
            Buffer y = session.allocate(type);
            Step step = session.compile(new Compiler(backend).lower(graph)).bind(Map.of("x0", x, "y0", y), List.of());
            HostTensor values = HostTensor.zeros(type);
            values.set(7, 3);
            x.write(values);
            for (int i = 0; i < 5; i++) {
                session.allocate(TensorType.of(DType.F32, 10_000));
            }
            step.run(new double[0]);
            assertEquals(4, y.read().get(7));
            assertEquals(3, x.read().get(7));
        }
    }

    @Test
    void the_limit_counts_what_programs_need_too() {
        TensorType type = TensorType.of(DType.F32, 100, 100);
        Graph graph = Trace.of(List.of(type), tensors -> List.of(
                tensors.getFirst().matmul(tensors.getFirst()).matmul(tensors.getFirst()).sum()));
        CpuBackend backend = new CpuBackend();
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(1, 60_000))) {
            session.allocate(type);
            MemoryException error = assertThrows(MemoryException.class,
                    () -> session.compile(new Compiler(backend).lower(graph)));
            assertTrue(error.getMessage().contains("intermediate values"), error.getMessage());
        }
    }

    @Test
    void a_second_program_of_the_same_size_needs_no_more_memory() {
        TensorType type = TensorType.of(DType.F32, 64, 64);
        Graph graph = Trace.of(List.of(type), tensors -> List.of(
                tensors.getFirst().matmul(tensors.getFirst()).matmul(tensors.getFirst())));
        CpuBackend backend = new CpuBackend();
        try (Session session = backend.open(backend.devices().getFirst(), new Limits(1, Long.MAX_VALUE))) {
            session.compile(new Compiler(backend).lower(graph));
            long first = session.memoryUse().bytes();
            session.compile(new Compiler(backend).lower(graph));
            assertEquals(first, session.memoryUse().bytes());
        }
    }
}
