package org.fascicle.workbench.service;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fascicle.backend.Device;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Description;
import org.fascicle.workbench.Item;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.OfferedBackend;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.catalog.Provisioning;
import org.fascicle.workbench.experiment.ExperimentRegistry;
import org.fascicle.workbench.experiment.NamedExperiment;
import org.fascicle.workbench.run.BackendChoice;
import org.osgi.framework.Bundle;

/** Lists and describes what is there. */
final class Inventory {
    private final Provisioning provisioning;
    private final ExperimentRegistry experiments;
    private final Map<String, Function<Picture, List<Item>>> listings = new LinkedHashMap<>();

    Inventory(Provisioning provisioning, ExperimentRegistry experiments) {
        this.provisioning = provisioning;
        this.experiments = experiments;
        for (Kind kind : Kind.values()) {
            listings.put(kind.plural(), picture -> picture.all(kind).stream().map(Inventory::item).toList());
        }
        listings.put("backends", picture -> picture.backends().stream().map(Inventory::item).toList());
        listings.put("experiments", picture -> experiments.all().stream().map(this::item).toList());
        listings.put("plugins", picture -> plugins());
    }

    List<Item> list(String kind, Picture picture) throws WorkbenchException {
        if (kind.isEmpty()) {
            return listings.values().stream().flatMap(listing -> listing.apply(picture).stream()).toList();
        }
        String plural = Kind.of(kind).map(Kind::plural).orElse(kind.endsWith("s") ? kind : kind + "s");
        Function<Picture, List<Item>> listing = listings.get(plural);
        if (listing == null) {
            throw unknownKind(kind, List.copyOf(listings.keySet()));
        }
        return listing.apply(picture);
    }

    Description describe(String kind, String name, Picture picture) throws WorkbenchException {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::word).toList();
        Kind known = Kind.of(kind).orElseThrow(() -> unknownKind(kind, kinds));
        List<String> names = picture.all(known).stream().map(Contribution::name).toList();
        Contribution<?> contribution = picture.find(known, name).orElseThrow(() -> WorkbenchException.wrong(
                "there is no " + known.word() + " \"" + name + "\"", Names.nearest(name, names)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("there are " + String.join(", ", names))));
        return Description.of(contribution, picture);
    }

    private static WorkbenchException unknownKind(String kind, List<String> kinds) {
        return WorkbenchException.wrong("there is no kind \"" + kind + "\"", Names.nearest(kind, kinds)
                .map(near -> "did you mean \"" + near + "\"?").orElse("there are " + String.join(", ", kinds)));
    }

    private static Item item(Contribution<?> contribution) {
        AnnotatedElement record = contribution.example().getClass();
        About about = record.getAnnotation(About.class);
        return new Item(contribution.kind().word(), contribution.name(), about == null ? "" : about.value(),
                contribution.bundle(), contribution.version());
    }

    private static Item item(OfferedBackend backend) {
        BackendChoice.State state = BackendChoice.State.of(backend);
        return new Item("backend", backend.name(), state.problem().isEmpty() ? state.devices().stream()
                .map(Device::description).collect(Collectors.joining(", ")) : "not usable: " + state.problem(),
                backend.bundle(), backend.version());
    }

    /** The sentence under {@code about:}, found without reading the experiment, whose parts may be missing. */
    private Item item(NamedExperiment experiment) {
        String about;
        try {
            about = experiments.text(experiment).text().lines().filter(line -> line.startsWith("about:"))
                    .map(line -> line.substring("about:".length()).strip()).findFirst().orElse("");
        } catch (WorkbenchException e) {
            about = e.getMessage();
        }
        return new Item("experiment", experiment.name(), about, experiment.bundle(), experiment.version().toString());
    }

    private List<Item> plugins() {
        return provisioning.plugins().stream().map(bundle -> new Item("plugin",
                bundle.getLocation().substring(Provisioning.PLUGIN.length()), state(bundle), bundle.getSymbolicName(),
                bundle.getVersion().toString())).toList();
    }

    private static String state(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE ? "active" : "not active: \"fascicle doctor "
                + bundle.getSymbolicName() + "\" tells why";
    }
}
