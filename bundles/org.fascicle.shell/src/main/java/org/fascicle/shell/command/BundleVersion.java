package org.fascicle.shell.command;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import picocli.CommandLine.IVersionProvider;

/** The version of the bundle that holds the commands. */
final class BundleVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Optional<Bundle> bundle = Optional.ofNullable(FrameworkUtil.getBundle(BundleVersion.class));
        return new String[] {"fascicle " + bundle.map(found -> found.getVersion().toString()).orElse("outside a bundle")
                + ", Java " + Runtime.version()};
    }
}
