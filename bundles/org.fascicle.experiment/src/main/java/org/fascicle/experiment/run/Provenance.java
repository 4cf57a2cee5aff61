package org.fascicle.experiment.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a run was made of: enough to repeat it, and to tell why a repetition differs.
 *
 * @param fascicle version of Fascicle
 * @param bundles every bundle that was installed
 * @param contributions what the experiment named, and the bundle that brought it
 * @param data SHA-256 of the data
 * @param dataFolder where files of the data were found; empty, and left out of files, where it needs none
 * @param seed the seed
 * @param fold the fold, from 1; 0 where the data is not divided into folds, and left out of files then
 * @param backend name of the backend
 * @param device name and description of the device
 * @param threads threads of the session
 * @param jvm the Java virtual machine
 * @param system operating system and processor architecture
 */
public record Provenance(String fascicle, List<BundleVersion> bundles, List<Used> contributions, String data,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String dataFolder, long seed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fold, String backend, String device, int threads, String jvm,
        String system) {
    public Provenance {
        bundles = bundles == null ? List.of() : List.copyOf(bundles);
        contributions = contributions == null ? List.of() : List.copyOf(contributions);
        dataFolder = dataFolder == null ? "" : dataFolder;
    }

    /**
     * A bundle to the last bit.
     *
     * @param name its symbolic name
     * @param version its version
     * @param sha256 of its jar, lower-case hexadecimal
     */
    public record BundleVersion(String name, String version, String sha256) {
    }

    /**
     * What a name in the experiment meant.
     *
     * @param kind such as {@code layer}
     * @param name such as {@code dense}
     * @param version version of the bundle
     * @param bundle its symbolic name
     */
    public record Used(String kind, String name, String version, String bundle) {
    }

    /** The same with its data in another folder. */
    public Provenance withDataFolder(String folder) {
        return new Provenance(fascicle, bundles, contributions, data, folder, seed, fold, backend, device, threads, jvm,
                system);
    }

    /** The Java virtual machine that this process runs on. */
    public static String currentJvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /** The system that this process runs on. */
    public static String currentSystem() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
