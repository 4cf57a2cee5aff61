package org.fascicle.backend.cpu;

import java.util.List;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.fusion.Assembler;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.ScatterAdd;
import org.osgi.service.component.annotations.Component;

/** All processors of this machine, through the Vector API. Computes in f32, i32, u8 and bool. */
@Component(service = Backend.class)
public final class CpuBackend implements Backend {
    @Override
    public String name() {
        return "cpu";
    }

    /** One: the processors of this process, with vectors as wide as they like. */
    @Override
    public List<Device> devices() {
        return List.of(new Device(name(), "%d cores, vectors of %d bits (%s)".formatted(
                Runtime.getRuntime().availableProcessors(), Lanes.FLOATS.vectorBitSize(),
                System.getProperty("os.arch"))));
    }

    @Override
    public boolean supports(Node node) {
        Stream<TensorType> operands = node.op() instanceof Part ? Stream.of()
                : node.operands().stream().map(Node::type);
        return Stream.concat(operands, node.results().stream()).noneMatch(type -> type.dtype() == DType.F64)
                && switch (node.op()) {
                    case Fusion(var body) -> Assembler.accepts(body);
                    case Region _ -> false;
                    case ScatterAdd _ -> Bank.of(node.dtype()) != Bank.BYTES;
                    default -> true;
                };
    }

    @Override
    public Session open(Device device, Limits limits) {
        if (!device.name().equals(name())) {
            throw new IllegalArgumentException("this backend has the device " + name() + ", not " + device.name());
        }
        return new CpuSession(limits);
    }

    @Override
    public int preference() {
        return 10;
    }
}
