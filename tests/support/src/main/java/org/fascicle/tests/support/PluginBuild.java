package org.fascicle.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plug-in's own build: Maven on a project that is no part of ours, against the {@code repository/} of the
 * distribution. The project is copied first, so its sources stay as they are. Maven gets a local repository of its
 * own, so that neither installed nor older bundles of the workbench are seen, and takes what is not the workbench's
 * from the one that our own build has filled, else from where the user's settings say.
 *
 * @param project the copy that is built
 */
public record PluginBuild(Path project) {
    private static final String SETTINGS = """
            <settings>
                <profiles>
                    <profile>
                        <id>fascicle</id>
                        <repositories>%1$s</repositories>
                        <pluginRepositories>%2$s</pluginRepositories>
                    </profile>
                </profiles>
                <activeProfiles><activeProfile>fascicle</activeProfile></activeProfiles>
            </settings>
            """;

    /**
     * {@return a build of a copy of a project}
     *
     * @param source the project's folder; what it has built before is not copied
     * @param work an empty folder for the copy
     */
    public static PluginBuild copyOf(Path source, Path work) {
        Path project = work.resolve("project");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(file -> !source.relativize(file).startsWith("target")).toList()) {
                Path copy = project.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PluginBuild(project);
    }

    /**
     * Runs Maven.
     *
     * @param goals its goals and options
     * @return how it ended
     */
    public Outcome run(String... goals) {
        Path distribution = CommandLine.in(project).distribution();
        Path own = project.resolveSibling("m2");
        try {
            Path settings = Files.writeString(project.resolveSibling("settings.xml"), settings(distribution));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-gs",
                    settings.toString(), "-Dmaven.repo.local=" + own, "-f", project.resolve("pom.xml").toString()));
            command.addAll(List.of(goals));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
            Process maven = builder.start();
            maven.getOutputStream().close();
            String out = new String(maven.getInputStream().readAllBytes());
            return new Outcome(maven.waitFor(), out, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String settings(Path distribution) {
        StringBuilder repositories = new StringBuilder();
        StringBuilder pluginRepositories = new StringBuilder();
        List<Path> folders = List.of(distribution.resolve("repository"), Path.of(System.getProperty("maven.local")));
        for (Path folder : folders) {
            String body = "<id>folder-" + folders.indexOf(folder) + "</id><url>" + folder.toUri() + "</url>"
                    + "<releases><checksumPolicy>ignore</checksumPolicy></releases>"
                    + "<snapshots><enabled>" + (folders.indexOf(folder) == 0)
                    + "</enabled><checksumPolicy>ignore</checksumPolicy></snapshots>";
            repositories.append("<repository>").append(body).append("</repository>");
            pluginRepositories.append("<pluginRepository>").append(body).append("</pluginRepository>");
        }
        return SETTINGS.formatted(repositories, pluginRepositories);
    }

    /** {@return the jar that the build has made} */
    public Path jar() {
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst()
                    .orElseThrow(() -> new AssertionError("the build has made no jar in " + project));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
