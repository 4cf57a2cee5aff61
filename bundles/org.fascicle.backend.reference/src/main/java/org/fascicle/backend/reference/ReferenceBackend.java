package org.fascicle.backend.reference;

import java.util.List;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Region;
import org.osgi.service.component.annotations.Component;

/** The backend that defines what all others should compute. One thread, no haste; taken only when asked for. */
@Component(service = Backend.class)
public final class ReferenceBackend implements Backend {
    private static final Device DEVICE = new Device("reference", "plain loops on the host, one thread, f64 inside");

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public List<Device> devices() {
        return List.of(DEVICE);
    }

    /** Regions run too; they are refused so that the compiler opens them and shares what several have in common. */
    @Override
    public boolean supports(Node node) {
        return !(node.op() instanceof Region);
    }

    @Override
    public Session open(Device device, Limits limits) {
        if (!device.equals(DEVICE)) {
            throw new IllegalArgumentException("the reference backend has the device " + DEVICE.name() + ", not "
                    + device.name());
        }
        return new ReferenceSession(limits);
    }

    @Override
    public int preference() {
        return -10;
    }
}
