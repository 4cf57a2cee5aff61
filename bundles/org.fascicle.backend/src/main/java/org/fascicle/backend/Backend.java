package org.fascicle.backend;

import java.util.List;
import org.fascicle.graph.Node;
import org.osgi.annotation.versioning.ConsumerType;

/** A way to run graphs, as a service. It is never asked for single operations: it gets whole graphs. */
@ConsumerType
public interface Backend {
    /** The name in experiment files and on the command line, such as {@code cpu}. */
    String name();

    /** The devices that can be used now; empty where there are none. */
    List<Device> devices();

    /**
     * Whether this node can be compiled as it is. The compiler rewrites every other by simpler operations; a region is
     * replaced by its body. It is asked for each {@link org.fascicle.graph.op.Fusion} before one is made.
     */
    boolean supports(Node node);

    /** Opens a session on a device of this backend. */
    Session open(Device device, Limits limits);

    /** How gladly this backend is taken when the choice is automatic: the largest wins. */
    default int preference() {
        return 0;
    }
}
