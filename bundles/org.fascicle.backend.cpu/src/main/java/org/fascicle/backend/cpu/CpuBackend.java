package org.fascicle.backend.cpu;

import java.util.List;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.fusion.Fusions;
import org.fascicle.backend.cpu.kernel.CustomKernel;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.product.Tiles;
import org.fascicle.backend.cpu.window.WindowMaxGradient;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Custom;
import org.fascicle.graph.op.Fusion;
import org.fascicle.graph.op.Part;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.ScatterAdd;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * All processors of this machine, through the Vector API. Computes in f32, i32, u8 and bool. A {@link Custom} operation
 * runs on the {@link CustomKernel} of its function where there is one as a service when its program is compiled, as its
 * body says elsewhere.
 */
@Component(service = Backend.class)
public final class CpuBackend implements Backend {
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<CustomKernel> kernels;
    private final Fusions fusions = new Fusions();
    private final Tiles tiles = new Tiles();

    /** A backend without kernels of plug-ins. */
    public CpuBackend() {
        this(List.of());
    }

    /** A backend with kernels of plug-ins. */
    public CpuBackend(List<CustomKernel> kernels) {
        this.kernels = List.copyOf(kernels);
    }

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
        return !hasDoubles(node) && switch (node.op()) {
            case Fusion(var body) -> Fusions.accepts(body);
            case Scan _ -> true;
            case Custom _ -> KernelSource.find(kernels, node).isPresent();
            case Call(var _, var body) -> WindowMaxGradient.windowOf(body).isPresent();
            case Region _ -> false;
            case ScatterAdd _ -> Bank.of(node.dtype()) != Bank.BYTES;
            default -> true;
        };
    }

    private static boolean hasDoubles(Node node) {
        for (Node operand : node.op() instanceof Part ? List.<Node>of() : node.operands()) {
            if (operand.dtype() == DType.F64) {
                return true;
            }
        }
        for (TensorType result : node.results()) {
            if (result.dtype() == DType.F64) {
                return true;
            }
        }
        return node.op() instanceof Region region
                && region.body().nodes().stream().anyMatch(CpuBackend::hasDoubles);
    }

    @Override
    public Session open(Device device, Limits limits) {
        if (!device.name().equals(name())) {
            throw new IllegalArgumentException("this backend has the device " + name() + ", not " + device.name());
        }
        return new CpuSession(limits, fusions, tiles, node -> KernelSource.find(kernels, node));
    }

    @Override
    public int preference() {
        return 10;
    }
}
