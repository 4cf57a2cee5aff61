package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Device;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.Experiment;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.OfferedBackend;

/**
 * A backend, and the device that it is opened on.
 *
 * @param name name of the backend
 * @param backend the backend
 * @param device one of its devices
 */
public record BackendChoice(String name, Backend backend, Device device) {
    /**
     * A backend with the state of its devices.
     *
     * @param offered the backend
     * @param devices what can be used now
     * @param preference how gladly it is taken
     * @param problem why nothing can; empty where something can
     */
    public record State(OfferedBackend offered, List<Device> devices, int preference, String problem) {
        /** Asks a backend; one that throws has no devices. */
        public static State of(OfferedBackend offered) {
            try {
                List<Device> devices = List.copyOf(offered.backend().devices());
                return new State(offered, devices, offered.backend().preference(), devices.isEmpty()
                        ? "it finds no device" : "");
            } catch (RuntimeException | LinkageError e) {
                return new State(offered, List.of(), 0, "asking for its devices throws " + e);
            }
        }

        /** Its name, with what it has or why it has nothing. */
        public String text() {
            return offered.name() + " (" + (problem.isEmpty()
                    ? devices.stream().map(Device::description).collect(Collectors.joining(", ")) : problem) + ")";
        }
    }

    /**
     * The backend of a name, or for {@code auto} the one with the highest preference that has a device.
     *
     * @param wanted a name or {@code auto}
     * @param offered the backends that are present
     * @param absent bundles that would bring others, and why they do not
     * @throws WorkbenchException when there is none, with those that there are and why others are not
     */
    public static BackendChoice of(String wanted, List<OfferedBackend> offered, List<String> absent)
            throws WorkbenchException {
        boolean auto = wanted.equals(Experiment.AUTO);
        List<State> states = offered.stream().filter(backend -> auto || backend.name().equals(wanted))
                .map(State::of).toList();
        Optional<State> chosen = states.stream().filter(state -> !state.devices().isEmpty())
                .max(Comparator.comparingInt(State::preference)
                        .thenComparing(state -> state.offered().name(), Comparator.reverseOrder()));
        if (chosen.isPresent()) {
            return new BackendChoice(chosen.get().offered().name(), chosen.get().offered().backend(),
                    chosen.get().devices().getFirst());
        }
        List<String> lines = new ArrayList<>();
        offered.forEach(backend -> lines.add(State.of(backend).text()));
        lines.addAll(absent);
        String all = lines.isEmpty() ? "there is no backend at all" : "there are: " + String.join("; ", lines);
        if (auto || !states.isEmpty()) {
            throw WorkbenchException.missing((auto ? "no backend can be used; "
                    : "the backend \"" + wanted + "\" cannot be used; ") + all, "\"fascicle doctor\" tells more");
        }
        throw WorkbenchException.missing("there is no backend \"" + wanted + "\"; " + all,
                Names.nearest(wanted, offered.stream().map(OfferedBackend::name).toList())
                        .map(near -> "did you mean \"" + near + "\"? ").orElse("")
                        + "\"auto\" takes the best there is");
    }
}
