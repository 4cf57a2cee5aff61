package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.fascicle.tests.support.BundleJar;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

/** What a plug-in says through SLF4J. */
final class LoggingTest {
    @TempDir
    private Path home;

    /** Says two things when it starts. */
    public static final class Talker implements BundleActivator {
        /** For the framework. */
        public Talker() { }

        @Override
        public void start(BundleContext context) {
            LoggerFactory.getLogger("talker").warn("it is {} o'clock", 5);
            LoggerFactory.getLogger("talker").info("and all is well");
        }

        @Override
        public void stop(BundleContext context) { }
    }

    @Test
    void a_warning_of_a_plug_in_is_written_by_logback_alone_and_what_is_less_is_not() {
        BundleJar.named("talker").header("Bundle-Activator", Talker.class.getName())
                .header("Import-Package", "org.osgi.framework,org.slf4j").type(Talker.class)
                .write(home.resolve("plugins/talker.jar"));
        Outcome outcome = CommandLine.in(home).run("list", "plugins");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals(List.of("WARN talker: it is 5 o'clock"), outcome.errLines());
    }
}
