package org.fascicle.experiment.config;

import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;

/**
 * A contribution as people see it: all of it read from its record.
 *
 * @param kind what it is
 * @param name its name
 * @param about what it does; may be empty
 * @param text its documentation by paragraphs: formula, source, what else there is to know; may be empty
 * @param shapes what it takes and gives; may be empty
 * @param bundle the bundle that brings it
 * @param version version of the bundle
 * @param options its options, in their order
 * @param example as it stands in an experiment file, with every option spelled out
 */
public record Description(Kind kind, String name, String about, List<String> text, String shapes, String bundle,
        String version, List<Option> options, String example) {
    public Description {
        text = List.copyOf(text);
        options = List.copyOf(options);
    }

    /** Describes a contribution; the others give the names of nested ones. */
    public static Description of(Contribution<?> contribution, Contributions contributions) {
        Object instance = contribution.example();
        Unbinder unbinder = new Unbinder(contributions);
        YamlWriter writer = new YamlWriter();
        Help help = Help.of(instance.getClass());
        List<Option> options = instance instanceof Record ? Slot.of(instance.getClass()).stream()
                .map(slot -> new Option(slot.name(), slot.form().noun(), slot.required() ? Optional.empty()
                        : Optional.of(unbinder.unbind(slot, instance).map(writer::writeInline).orElse("none")),
                        slot.range().toString(), slot.about()))
                .toList() : List.of();
        return new Description(contribution.kind(), contribution.name(), Slot.about(instance.getClass()),
                help.paragraphs(), help.shapes(), contribution.bundle(), contribution.version(), options,
                writer.write(unbinder.unbind(contribution.kind(), instance)).strip());
    }
}
