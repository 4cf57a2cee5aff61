package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.graph.Node;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.OfferedBackend;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {
    private static final List<OfferedBackend> OFFERED = List.of(offered("slow", 0, 1), offered("fast", 5, 1),
            offered("absent", 9, 0), offered("broken", 10, -1));

    private static OfferedBackend offered(String name, int preference, int devices) {
        return new OfferedBackend(name, "bundle." + name, "1.0.0", new Fake(name, preference, devices));
    }

    @Test
    void automatic_is_the_highest_preference_with_a_device() throws Exception {
        assertEquals("fast", BackendChoice.of("auto", OFFERED, List.of()).name());
    }

    @Test
    void a_name_is_that_backend_whatever_its_preference() throws Exception {
        assertEquals("slow", BackendChoice.of("slow", OFFERED, List.of()).name());
    }

    @Test
    void a_name_that_is_not_there_lists_what_is_and_why_the_rest_is_not() {
        WorkbenchException failure = assertThrows(WorkbenchException.class,
                () -> BackendChoice.of("fats", OFFERED, List.of("opencl (nobody provides a driver)")));
        assertEquals(WorkbenchException.Kind.MISSING, failure.kind());
        for (String part : List.of("\"fats\"", "slow (device of slow)", "fast (device of fast)",
                "absent (it finds no device)", "broken (asking for its devices throws java.lang.IllegalStateException: "
                + "no driver)", "opencl (nobody provides a driver)")) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
        assertTrue(failure.hint().contains("did you mean \"fast\"?"), failure.hint());
    }

    @Test
    void a_backend_without_a_device_is_missing_with_its_reason() {
        WorkbenchException failure = assertThrows(WorkbenchException.class,
                () -> BackendChoice.of("absent", OFFERED, List.of()));
        assertEquals(WorkbenchException.Kind.MISSING, failure.kind());
        assertTrue(failure.getMessage().startsWith("the backend \"absent\" cannot be used; "), failure.getMessage());
        assertTrue(failure.getMessage().contains("absent (it finds no device)"), failure.getMessage());
        assertEquals(WorkbenchException.Kind.MISSING, assertThrows(WorkbenchException.class,
                () -> BackendChoice.of("auto", List.of(), List.of())).kind());
    }

    private record Fake(String name, int preference, int count) implements Backend {
        @Override
        public List<Device> devices() {
            if (count < 0) {
                throw new IllegalStateException("no driver");
            }
            return count == 0 ? List.of() : List.of(new Device(name, "device of " + name));
        }

        @Override
        public boolean supports(Node node) {
            return true;
        }

        @Override
        public Session open(Device device, Limits limits) {
            throw new UnsupportedOperationException();
        }
    }
}
