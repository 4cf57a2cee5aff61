package org.fascicle.workbench;

import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.experiment.catalog.Contributions;

/**
 * What programs are made with: contributions, and a backend, that stay as they are until this is closed.
 *
 * @param contributions what names mean
 * @param name name of the backend
 * @param backend the backend
 * @param device one of its devices
 * @param giveBack what closing does
 */
public record Tools(Contributions contributions, String name, Backend backend, Device device, Runnable giveBack)
        implements AutoCloseable {
    /** Gives all of it back; twice does no harm. */
    @Override
    public void close() {
        giveBack.run();
    }
}
