package org.fascicle.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bundles of a distribution: a folder in Maven layout.
 *
 * @param root that folder
 */
record Repository(Path root) {

    /** The bytes of a bundle as they lie there. */
    byte[] read(FeatureBundle bundle) throws LaunchException {
        Path jar = bundle.coordinates().under(root);
        if (!Files.isRegularFile(jar)) {
            throw new LaunchException(ExitCode.MISSING, "the feature \"" + bundle.feature() + "\" needs "
                    + bundle.coordinates() + ", but there is no file " + jar);
        }
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.FAILED, jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The bytes of a bundle, which are those that the feature means: their sum is compared before they are used. */
    byte[] verified(FeatureBundle bundle) throws LaunchException {
        if (bundle.sha256().isEmpty()) {
            throw new LaunchException(ExitCode.FAILED, "the feature \"" + bundle.feature() + "\" gives no "
                    + FeatureReader.SHA256 + " for " + bundle.coordinates()
                    + "; a bundle without a sum is not started: unpack or build the distribution again");
        }
        byte[] bytes = read(bundle);
        String actual = Sha256.of(bytes);
        if (!actual.equals(bundle.sha256())) {
            throw new LaunchException(ExitCode.FAILED, bundle.coordinates().under(root)
                    + " is not the bundle that the feature \"" + bundle.feature() + "\" means: SHA-256 expected "
                    + bundle.sha256() + ", found " + actual + "; unpack or build the distribution again");
        }
        return bytes;
    }
}
