package org.fascicle.launcher;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** Why a bundle did not start, in words for its user. */
final class Reason {
    private static final Pattern MISSING = Pattern.compile("missing requirement \\[[^]]*\\]\\([^)]*\\)?\\]? ([\\w.]+); "
            + "(.*?)(?: \\[caused by|\\] Unresolved requirements| Unresolved requirements|$)");
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final Pattern JAVA = Pattern.compile("\\(osgi\\.ee=JavaSE\\)\\(version=([^)]*)\\)");

    private Reason() { }

    /** What is wrong, beneath what the framework wraps around it. */
    static String of(Throwable failure) {
        if (failure instanceof BundleException bundle && bundle.getType() == BundleException.RESOLVE_ERROR) {
            return ofResolution(String.valueOf(bundle.getMessage()));
        }
        Throwable inner = failure;
        while (inner instanceof BundleException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return inner instanceof BundleException && message != null ? message
                : inner.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String ofResolution(String message) {
        String requirement = null;
        Matcher missing = MISSING.matcher(message);
        while (missing.find()) {
            requirement = missing.group(1) + "; " + missing.group(2);
        }
        if (requirement == null) {
            return message;
        }
        Matcher java = JAVA.matcher(requirement);
        if (java.find()) {
            return "it needs Java " + java.group(1) + ", this is " + Runtime.version().feature();
        }
        Matcher named = PACKAGE.matcher(requirement);
        if (!named.find()) {
            return "nothing here provides what it needs: " + requirement;
        }
        Matcher below = BELOW.matcher(requirement);
        String range = below.find() ? " below " + below.group(1) : "";
        Matcher from = FROM.matcher(requirement);
        return "nothing here exports the package that it needs: " + named.group(1)
                + (from.find() ? ", version " + from.group(1) + " or newer" + range : range)
                + remedy(named.group(1));
    }

    /** What to do about a package of a module that the JDK has and that this JVM was started without. */
    private static String remedy(String packageName) {
        return ModuleFinder.ofSystem().findAll().stream().map(ModuleReference::descriptor)
                .filter(module -> module.packages().contains(packageName)
                        && ModuleLayer.boot().findModule(module.name()).isEmpty())
                .map(module -> "; the JDK has it, but this JVM runs without it: add \"--add-modules " + module.name()
                        + "\" to conf/jvm.options").findFirst().orElse("");
    }
}
