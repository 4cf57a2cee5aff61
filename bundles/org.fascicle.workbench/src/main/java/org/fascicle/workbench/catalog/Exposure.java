package org.fascicle.workbench.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fascicle.backend.Backend;
import org.fascicle.contribution.ContributionType;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;

/**
 * Makes a picture of what is offered. Each offer is tried by itself: one that throws, gives nothing or is not what it
 * should be becomes a fault, and no other suffers. Of two that claim one name, the newest version wins, unless another
 * is asked for.
 */
final class Exposure {
    private final Map<Kind, Map<String, Taken<Contribution<?>>>> taken = new EnumMap<>(Kind.class);
    private final Map<String, Taken<OfferedBackend>> backends = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Comparator<Offer> preference;
    private final Set<Long> bundles = new HashSet<>();

    /** An exposure in which the newest versions win. */
    Exposure() {
        this(Map.of());
    }

    /**
     * An exposure in which some versions win over newer ones.
     *
     * @param versions versions by symbolic name of the bundle
     */
    Exposure(Map<String, String> versions) {
        this.preference = Comparator.comparing((Offer offer) -> !offer.origin().version().toString()
                .equals(versions.get(offer.origin().bundle()))).thenComparing(Offer.PREFERENCE);
    }

    /** Takes all offers of a kind. */
    void contributions(Kind kind, List<Offer> offers) {
        for (Offer offer : preferred(offers)) {
            contribution(kind, offer);
        }
    }

    /** Takes all backends. */
    void backends(List<Offer> offers) {
        for (Offer offer : preferred(offers)) {
            backend(offer);
        }
    }

    /** What is not an offer at all. */
    void fault(Fault fault) {
        faults.add(fault);
    }

    Picture picture(Function<Kind, List<Installable>> index) {
        Map<Kind, List<Contribution<?>>> contributions = new EnumMap<>(Kind.class);
        taken.forEach((kind, byName) -> contributions.put(kind, sorted(byName)));
        return new Picture(contributions, sorted(backends), faults, bundles, index);
    }

    private List<Offer> preferred(List<Offer> offers) {
        return offers.stream().sorted(preference).toList();
    }

    private static <T> List<T> sorted(Map<String, Taken<T>> byName) {
        return byName.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().thing()).toList();
    }

    private void contribution(Kind kind, Offer offer) {
        if (!(offer.name() instanceof String name) || name.isBlank()) {
            faults.add(new Fault("a " + kind.word() + " without a name", offer.origin().toString(),
                    "its component has no service property " + kind.property() + "; annotate it with its name"));
            return;
        }
        String subject = kind.word() + " " + name;
        get(subject, offer).flatMap(service -> checked(kind, subject, offer, service))
                .map(type -> new Contribution<>(kind, name, offer.origin().version().toString(),
                        offer.origin().bundle(), type))
                .ifPresent(contribution -> keep(taken.computeIfAbsent(kind, key -> new LinkedHashMap<>()), name,
                        subject, offer, contribution));
    }

    private Optional<ContributionType<?>> checked(Kind kind, String subject, Offer offer, Object service) {
        if (!(service instanceof ContributionType<?> type) || !kind.type().isInstance(type)) {
            return leftOut(subject, offer, "it is a " + service.getClass().getName() + ", not a "
                    + kind.type().getSimpleName());
        }
        Object example;
        try {
            example = type.example();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return leftOut(subject, offer, "its example() throws " + e);
        }
        if (!(example instanceof Record) || !kind.contract().isInstance(example)) {
            return leftOut(subject, offer, "its example() gives "
                    + (example == null ? "null" : "a " + example.getClass().getName()) + ", not a record that is a "
                    + kind.contract().getSimpleName());
        }
        return Optional.of(type);
    }

    private void backend(Offer offer) {
        String subject = "a backend";
        Optional<Backend> found = get(subject, offer).map(Backend.class::cast);
        if (found.isEmpty()) {
            return;
        }
        try {
            String name = found.get().name();
            keep(backends, name, "backend " + name, offer, new OfferedBackend(name, offer.origin().bundle(),
                    offer.origin().version().toString(), found.get()));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            leftOut(subject, offer, "its name() throws " + e);
        }
    }

    private Optional<Object> get(String subject, Offer offer) {
        try {
            Object service = offer.service().call();
            return service == null ? leftOut(subject, offer, "its service is gone") : Optional.of(service);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return leftOut(subject, offer, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private <T> Optional<T> leftOut(String subject, Offer offer, String reason) {
        faults.add(new Fault(subject, offer.origin().toString(), reason));
        return Optional.empty();
    }

    private <T> void keep(Map<String, Taken<T>> byName, String name, String subject, Offer offer, T thing) {
        Taken<T> first = byName.putIfAbsent(name, new Taken<>(thing, offer.origin()));
        if (first == null) {
            bundles.add(offer.origin().bundleId());
        } else {
            leftOut(subject, offer, first.origin() + " brings one of the same name, which is used");
        }
    }

    /** What has a name, and from where. */
    private record Taken<T>(T thing, Offer.Origin origin) {
    }
}
