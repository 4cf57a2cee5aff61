package org.fascicle.tests.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A bundle put together by a test: headers, classes of the test itself, files. */
public final class BundleJar {
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> components = new ArrayList<>();

    private BundleJar(String symbolicName) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", "1.0.0");
    }

    /**
     * {@return an empty bundle, version 1.0.0}
     *
     * @param symbolicName its name
     */
    public static BundleJar named(String symbolicName) {
        return new BundleJar(symbolicName);
    }

    /**
     * {@return this bundle with a header in its manifest}
     *
     * @param name the header
     * @param value its value
     */
    public BundleJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /**
     * {@return this bundle with a class and all that are nested in it}
     *
     * @param type the class; what it uses must come from the JDK, from here, or from what the bundle imports
     */
    public BundleJar type(Class<?> type) {
        String prefix = type.getName().substring(type.getPackageName().length() + 1);
        String folder = type.getPackageName().replace('.', '/');
        try {
            URI origin = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path root = Path.of(origin);
            if (Files.isDirectory(root)) {
                classes(root.resolve(folder), folder, prefix);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(root)) {
                    classes(jar.getPath(folder), folder, prefix);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(type + " lies at no path", e);
        }
        return this;
    }

    private void classes(Path from, String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.equals(prefix + ".class") || name.startsWith(prefix + "$") && name.endsWith(".class")) {
                    entries.put(folder + "/" + name, Files.readAllBytes(file));
                }
            }
        }
    }

    /**
     * {@return this bundle with a class that is a service, made by the component runtime}
     *
     * @param type the class, with a public constructor without parameters; what it uses of the workbench is imported
     * @param service the interface under which it is registered
     * @param properties properties of the service
     */
    public BundleJar component(Class<?> type, Class<?> service, Map<String, String> properties) {
        StringBuilder xml = new StringBuilder("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\"")
                .append(" name=\"").append(type.getName()).append("\">");
        properties.forEach((name, value) -> xml.append("<property name=\"").append(name).append("\" value=\"")
                .append(value).append("\"/>"));
        xml.append("<service><provide interface=\"").append(service.getName()).append("\"/></service>")
                .append("<implementation class=\"").append(type.getName()).append("\"/></scr:component>");
        String path = "OSGI-INF/" + type.getName() + ".xml";
        components.add(path);
        return header("Service-Component", String.join(",", components))
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")
                .header("DynamicImport-Package", "org.fascicle.*,org.osgi.*")
                .entry(path, xml.toString().getBytes(StandardCharsets.UTF_8)).type(type);
    }

    /**
     * {@return this bundle with a file in it}
     *
     * @param path the path in the jar
     * @param content the file's bytes
     */
    public BundleJar entry(String path, byte[] content) {
        entries.put(path, content.clone());
        return this;
    }

    /**
     * Writes the bundle.
     *
     * @param file where to; folders above it are made
     * @return that file
     */
    public Path write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    jar.putNextEntry(new ZipEntry(entry.getKey()));
                    jar.write(entry.getValue());
                    jar.closeEntry();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
