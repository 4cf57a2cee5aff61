package org.fascicle.launcher;

import org.apache.felix.framework.Logger;

/** The framework's own log: silent, because whoever installs or starts a bundle reports what went wrong with it. */
final class FrameworkLog extends Logger {
    private final Settings settings;

    FrameworkLog(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void doLogOut(int level, String line, Throwable cause) {
        if (settings.debug()) {
            settings.tell("framework: " + line, cause);
        }
    }
}
