package org.fascicle.workbench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.fascicle.experiment.run.Provenance.BundleVersion;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The bundles of a framework to the last bit: what the jars hash to that the framework runs. */
public final class BundleVersions {
    private static final String UNKNOWN = "unknown";
    private final BundleContext context;
    private final Map<List<Long>, String> sums = new ConcurrentHashMap<>();

    /** The bundles that a context sees. */
    public BundleVersions(BundleContext context) {
        this.context = context;
    }

    /** All installed bundles but the framework itself, by name and version. */
    public List<BundleVersion> all() {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(bundle -> new BundleVersion(String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString(), sum(bundle)))
                .sorted(Comparator.comparing(BundleVersion::name).thenComparing(BundleVersion::version)).toList();
    }

    private String sum(Bundle bundle) {
        return sums.computeIfAbsent(List.of(bundle.getBundleId(), bundle.getLastModified()),
                key -> jar(bundle).map(BundleVersions::sha256).orElse(UNKNOWN));
    }

    /** The framework's own copy of the jar, in its newest revision. */
    private Optional<Path> jar(Bundle bundle) {
        String storage = context.getProperty(Constants.FRAMEWORK_STORAGE);
        if (storage == null) {
            return Optional.empty();
        }
        Path folder = Path.of(storage).resolve("bundle" + bundle.getBundleId());
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.endsWith("bundle.jar"))
                    .max(Comparator.comparing(file -> file.getParent().getFileName().toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String sha256(Path jar) {
        try (InputStream bytes = Files.newInputStream(jar);
                DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            return UNKNOWN;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
