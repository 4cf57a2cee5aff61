package org.fascicle.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells why something is not there. */
@Command(name = "doctor", sortOptions = false, description = "Tell why something is not there: bundles, components, "
        + "contributions, backends and devices, data.")
public final class DoctorCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "",
            description = "A part of a name; everything by default.")
    private String name;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public DoctorCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<Finding> findings = desk.workbench().doctor(name);
        for (Finding finding : findings) {
            if (form.json()) {
                desk.out().println(Json.line(Json.object("area", finding.area(), "subject", finding.subject(), "fine",
                        finding.fine(), "text", finding.text())));
            } else {
                desk.out().println((finding.fine() ? "  ok   " : "  !!   ") + finding.area() + " " + finding.subject()
                        + ": " + finding.text().replace("\n", "\n         "));
            }
        }
        if (findings.isEmpty() && !form.json()) {
            desk.out().println("nothing here has \"" + name + "\" in its name");
        }
        return ExitCode.DONE.code();
    }
}
