package org.fascicle.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fascicle.contribution.ContributionType;
import org.fascicle.datasets.Mnist;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.activations.Relu;
import org.fascicle.bench.IdentityShortcut;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.metrics.Accuracy;
import org.fascicle.optimizers.Adam;

/** Our own contributions under the names that they have in experiment files, without a framework. */
public final class OnClassPath {
    private static final List<Class<?>> ONE_OF_EACH_BUNDLE = List.of(Dense.class, Relu.class, Zeros.class,
            CrossEntropy.class, Adam.class, Accuracy.class, Mnist.class, IdentityShortcut.class);

    private OnClassPath() {
    }

    /** All of them. */
    public static Contributions contributions() {
        List<Contribution<?>> found = new ArrayList<>();
        try {
            for (Class<?> one : ONE_OF_EACH_BUNDLE) {
                URI root = one.getProtectionDomain().getCodeSource().getLocation().toURI();
                String folder = one.getPackageName().replace('.', '/');
                if (root.toString().endsWith(".jar")) {
                    try (FileSystem jar = FileSystems.newFileSystem(Path.of(root))) {
                        collect(jar.getPath(folder), found);
                    }
                } else {
                    collect(Path.of(root).resolve(folder), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return Contributions.of(found);
    }

    private static void collect(Path folder, List<Contribution<?>> found)
            throws IOException, ReflectiveOperationException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith("$Type.class")).sorted().toList();
        }
        for (Path file : files) {
            ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
            Object type = Class.forName(model.thisClass().asInternalName().replace('/', '.')).getConstructor()
                    .newInstance();
            Kind kind = Arrays.stream(Kind.values()).filter(one -> one.type().isInstance(type)).findFirst()
                    .orElseThrow();
            name(model).ifPresent(name -> found.add(new Contribution<>(kind, name, "0.1.0", "org.fascicle",
                    (ContributionType<?>) type)));
        }
    }

    /** The value of the annotation that names it, which a running program does not see. */
    private static Optional<String> name(ClassModel model) {
        List<Annotation> annotations = model.findAttribute(Attributes.runtimeInvisibleAnnotations())
                .map(attribute -> attribute.annotations()).orElse(List.of());
        return annotations.stream().filter(annotation -> annotation.classSymbol().displayName().endsWith("Name"))
                .flatMap(annotation -> annotation.elements().stream())
                .flatMap(element -> element.value() instanceof AnnotationValue.OfString text
                        ? Stream.of(text.stringValue()) : Stream.empty()).findFirst();
    }
}
