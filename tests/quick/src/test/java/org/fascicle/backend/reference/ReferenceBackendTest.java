package org.fascicle.backend.reference;

import java.util.Set;
import org.fascicle.backend.Backend;
import org.fascicle.graph.DType;
import org.fascicle.testkit.BackendContract;

/** The reference behind a session against the reference itself: what is on trial is the compiler and the session. */
class ReferenceBackendTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new ReferenceBackend();
    }

    @Override
    protected Set<DType> dtypes() {
        return Set.of(DType.values());
    }
}
