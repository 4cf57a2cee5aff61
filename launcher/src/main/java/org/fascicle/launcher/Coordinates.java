package org.fascicle.launcher;

import java.nio.file.Path;

/**
 * The Maven coordinates of a bundle.
 *
 * @param group the group, such as {@code org.fascicle}
 * @param artifact the artifact, such as {@code org.fascicle.graph}
 * @param version the version
 */
public record Coordinates(String group, String artifact, String version) {

    /** {@return the bundle's location in the framework, the same in every process and on every machine} */
    public String location() {
        return "mvn:" + group + "/" + artifact + "/" + version;
    }

    /**
     * {@return where the bundle lies in a folder in Maven layout}
     *
     * @param root that folder
     */
    public Path under(Path root) {
        return root.resolve(group.replace('.', '/')).resolve(artifact).resolve(version)
                .resolve(artifact + "-" + version + ".jar");
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
