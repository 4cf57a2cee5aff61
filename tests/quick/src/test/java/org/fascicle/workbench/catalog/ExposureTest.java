package org.fascicle.workbench.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fascicle.activations.Relu;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.graph.Node;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationType;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ExposureTest {
    private final Exposure exposure = new Exposure();

    private static Offer offer(Object name, String bundle, String version, long service, Callable<?> type) {
        return new Offer(name, new Offer.Origin(bundle, Version.parseVersion(version), service / 10, service), type);
    }

    private static ActivationType<Activation> type(Activation example) {
        return () -> example;
    }

    private Picture picture(Offer... offers) {
        exposure.contributions(Kind.ACTIVATION, List.of(offers));
        return exposure.picture(kind -> List.of());
    }

    @Test
    void what_is_offered_is_there_under_its_name_with_its_bundle() {
        Picture picture = picture(offer("tanh", "b", "1.2.0", 21, () -> type(new Tanh())),
                offer("relu", "a", "1.0.0", 11, () -> type(new Relu())));
        assertEquals(List.of("relu", "tanh"), picture.all(Kind.ACTIVATION).stream().map(Contribution::name).toList());
        Contribution<?> tanh = picture.find(Kind.ACTIVATION, "tanh").orElseThrow();
        assertEquals("b", tanh.bundle());
        assertEquals("1.2.0", tanh.version());
        assertEquals(Set.of(1L, 2L), picture.bundles());
        assertEquals(List.of(), picture.faults());
    }

    @Test
    void of_two_with_one_name_the_newest_version_is_used_and_the_clash_is_told() {
        Picture picture = picture(offer("relu", "old", "1.9.0", 11, () -> type(new Relu())),
                offer("relu", "new", "1.10.0", 21, () -> type(new Relu())));
        assertEquals("new", picture.find(Kind.ACTIVATION, "relu").orElseThrow().bundle());
        assertEquals(List.of("activation relu of old 1.9.0 is left out: new 1.10.0 brings one of the same name, "
                + "which is used"), picture.faults().stream().map(Fault::toString).toList());
        assertEquals(Set.of(2L), picture.bundles(), "no lease on what is not used");
    }

    @Test
    void a_version_that_is_asked_for_is_used_before_a_newer_one_and_only_of_its_bundle() {
        Exposure asked = new Exposure(Map.of("guest", "1.9.0", "other", "1.0.0"));
        asked.contributions(Kind.ACTIVATION, List.of(offer("relu", "guest", "1.10.0", 11, () -> type(new Relu())),
                offer("relu", "guest", "1.9.0", 21, () -> type(new Relu())),
                offer("tanh", "guest", "1.0.0", 31, () -> type(new Tanh())),
                offer("tanh", "guest", "2.0.0", 41, () -> type(new Tanh()))));
        Picture picture = asked.picture(kind -> List.of());
        assertEquals("1.9.0", picture.find(Kind.ACTIVATION, "relu").orElseThrow().version());
        assertEquals("2.0.0", picture.find(Kind.ACTIVATION, "tanh").orElseThrow().version());
    }

    @Test
    void of_two_with_one_version_the_older_service_is_used_whatever_the_order() {
        Offer first = offer("relu", "first", "1.0.0", 11, () -> type(new Relu()));
        Offer second = offer("relu", "second", "1.0.0", 21, () -> type(new Relu()));
        assertEquals("first", picture(first, second).find(Kind.ACTIVATION, "relu").orElseThrow().bundle());
        Exposure other = new Exposure();
        other.contributions(Kind.ACTIVATION, List.of(second, first));
        assertEquals("first", other.picture(kind -> List.of()).find(Kind.ACTIVATION, "relu").orElseThrow().bundle());
    }

    @Test
    void a_newer_one_that_is_faulty_does_not_hide_an_older_one() {
        Picture picture = picture(offer("relu", "old", "1.0.0", 11, () -> type(new Relu())),
                offer("relu", "new", "2.0.0", 21, () -> {
                    throw new IllegalStateException("no");
                }));
        assertEquals("old", picture.find(Kind.ACTIVATION, "relu").orElseThrow().bundle());
    }

    @Test
    void each_faulty_one_is_named_with_its_bundle_and_reason_and_hurts_no_other() {
        ActivationType<Activation> throwing = () -> {
            throw new UnsupportedOperationException("not yet");
        };
        Picture picture = picture(offer("relu", "good", "1.0.0", 11, () -> type(new Relu())),
                offer("a", "constructor", "1.0.0", 21, () -> {
                    throw new IllegalStateException("its constructor throws");
                }),
                offer("b", "linkage", "1.0.0", 31, () -> {
                    throw new NoClassDefFoundError("org/gone/Thing");
                }),
                offer("c", "gone", "1.0.0", 41, () -> null),
                offer("d", "example", "1.0.0", 51, () -> throwing),
                offer("e", "nothing", "1.0.0", 61, () -> type(null)),
                offer("f", "lambda", "1.0.0", 71, () -> type(x -> x)),
                offer("g", "string", "1.0.0", 81, () -> "no type at all"),
                offer(null, "nameless", "1.0.0", 91, () -> type(new Relu())),
                offer(" ", "blank", "1.0.0", 101, () -> type(new Relu())));
        assertEquals(List.of("relu"), picture.all(Kind.ACTIVATION).stream().map(Contribution::name).toList());
        assertFault(picture, "constructor", "activation a", "its constructor throws");
        assertFault(picture, "linkage", "activation b", "org/gone/Thing");
        assertFault(picture, "gone", "activation c", "its service is gone");
        assertFault(picture, "example", "activation d",
                "example() throws java.lang.UnsupportedOperationException: not yet");
        assertFault(picture, "nothing", "activation e", "gives null, not a record");
        assertFault(picture, "lambda", "activation f", "not a record that is a Activation");
        assertFault(picture, "string", "activation g", "java.lang.String, not a ActivationType");
        assertFault(picture, "nameless", "without a name", "fascicle.activation.name");
        assertFault(picture, "blank", "without a name", "fascicle.activation.name");
    }

    private static void assertFault(Picture picture, String bundle, String subject, String reason) {
        Fault fault = picture.faults().stream().filter(candidate -> candidate.bundle().equals(bundle + " 1.0.0"))
                .findFirst().orElseThrow(() -> new AssertionError("no fault of " + bundle));
        assertTrue(fault.subject().contains(subject), fault.subject());
        assertTrue(fault.reason().contains(reason), fault.reason());
    }

    @Test
    void a_backend_that_cannot_say_its_name_is_left_out() {
        exposure.backends(List.of(offer(null, "good", "1.0.0", 11, ReferenceBackend::new),
                offer(null, "bad", "1.0.0", 21, Nameless::new)));
        Picture picture = exposure.picture(kind -> List.of());
        assertEquals(List.of("good"), picture.backends().stream().map(OfferedBackend::bundle).toList());
        assertFault(picture, "bad", "a backend", "name() throws java.lang.UnsatisfiedLinkError: no driver");
    }

    private static final class Nameless implements Backend {
        @Override
        public String name() {
            throw new UnsatisfiedLinkError("no driver");
        }

        @Override
        public List<Device> devices() {
            return List.of();
        }

        @Override
        public boolean supports(Node node) {
            return false;
        }

        @Override
        public Session open(Device device, Limits limits) {
            throw new UnsupportedOperationException();
        }
    }
}
