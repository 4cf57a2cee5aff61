package org.fascicle.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.contribution.ContributionType;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Binder;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.config.Problem;
import org.fascicle.experiment.config.Unbinder;
import org.fascicle.experiment.config.Yaml;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must hold for whatever is contributed: for the samples, and for all that the class path brings. */
class EveryContributionTest {
    @TestFactory
    Stream<DynamicTest> an_example_as_yaml_binds_again_to_an_equal_record() throws Exception {
        return Stream.of(Sample.contributions(), onClassPath()).flatMap(contributions -> all(contributions)
                .map(contribution -> DynamicTest.dynamicTest(contribution.toString(), () -> {
                    String yaml = Yaml.write(new Unbinder(contributions).unbind(contribution.kind(),
                            contribution.example()));
                    assertEquals(Optional.of(contribution.example()), bind(contribution, contributions, yaml), yaml);
                    String example = Description.of(contribution, contributions).example();
                    assertEquals(Optional.of(contribution.example()), bind(contribution, contributions, example),
                            example);
                })));
    }

    @Test
    void the_class_path_brings_contributions() throws Exception {
        Contributions contributions = onClassPath();
        for (Kind kind : List.of(Kind.LAYER, Kind.ACTIVATION, Kind.LOSS, Kind.OPTIMIZER)) {
            assertFalse(contributions.all(kind).isEmpty(), kind.plural());
        }
    }

    private static Optional<Object> bind(Contribution<?> contribution, Contributions contributions, String yaml) {
        List<Problem> problems = new ArrayList<>();
        Optional<Object> bound = Yaml.read("example", yaml, List.of(), problems).flatMap(tree ->
                new Binder(contributions, problems).bind(tree, contribution.kind(), ""));
        assertTrue(problems.isEmpty(), problems.toString());
        return bound;
    }

    private static Stream<Contribution<?>> all(Contributions contributions) {
        return Arrays.stream(Kind.values()).flatMap(kind -> contributions.all(kind).stream());
    }

    /** Every type in our bundles, under the name of its record: the real names are for OSGi alone. */
    private static Contributions onClassPath() throws Exception {
        List<Contribution<?>> found = new ArrayList<>();
        Set<URI> roots = new LinkedHashSet<>();
        ClassLoader loader = EveryContributionTest.class.getClassLoader();
        for (String mark : List.of("org/fascicle", "META-INF/MANIFEST.MF")) {
            for (URL url : Collections.list(loader.getResources(mark))) {
                String text = url.toString();
                roots.add(URI.create(text.substring(0, text.length() - mark.length())));
            }
        }
        // other tests bring contributions that are broken on purpose
        roots.remove(EveryContributionTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (URI root : roots) {
            if (root.getScheme().equals("file")) {
                collect(Path.of(root), found);
            } else if (root.toString().contains("org.fascicle.")) {
                try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                    collect(jar.getPath("/"), found);
                }
            }
        }
        return Contributions.of(found);
    }

    private static void collect(Path root, List<Contribution<?>> found)
            throws IOException, ReflectiveOperationException {
        List<String> classes;
        try (Stream<Path> files = Files.walk(root)) {
            classes = files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(file -> file.startsWith("org/fascicle/") && file.endsWith("$Type.class")).sorted().toList();
        }
        for (String name : classes) {
            Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()).replace('/', '.'), false,
                    EveryContributionTest.class.getClassLoader());
            for (Kind kind : Kind.values()) {
                if (kind.type().isAssignableFrom(type) && Modifier.isPublic(type.getModifiers())) {
                    found.add(new Contribution<>(kind, type.getEnclosingClass().getSimpleName(), "0", root.toString(),
                            (ContributionType<?>) type.getConstructor().newInstance()));
                }
            }
        }
    }
}
