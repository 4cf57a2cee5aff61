package org.fascicle.backend.cpu;

import org.fascicle.backend.Backend;
import org.fascicle.testkit.BackendContract;

class CpuBackendTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new CpuBackend();
    }
}
