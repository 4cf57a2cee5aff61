package org.fascicle.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.fascicle.workbench.Workbench;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands in Gogo, each as a function of the scope {@code fascicle}. */
@Component(service = GogoCommands.class, immediate = true)
public final class GogoCommands {
    private static final String SCOPE = "fascicle";
    /** The variable of a session that holds the exit code of its last command. */
    private static final String EXIT = "exit";
    private final Workbench workbench;
    private final Commands commands = new Commands();
    private final List<ServiceRegistration<Function>> registrations = new ArrayList<>();

    /** Registers a function for each command. */
    @Activate
    public GogoCommands(BundleContext context, @Reference Workbench workbench) {
        this.workbench = workbench;
        for (String name : commands.names()) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
            properties.put(CommandProcessor.COMMAND_FUNCTION, name);
            registrations.add(context.registerService(Function.class,
                    (session, arguments) -> execute(name, session, arguments), properties));
        }
    }

    /** Takes the functions away. */
    @Deactivate
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private Object execute(String name, CommandSession session, List<Object> arguments) {
        List<String> words = new ArrayList<>(List.of(name));
        arguments.forEach(argument -> words.add(String.valueOf(argument)));
        // Gogo gives each thread the streams of its session.
        PrintStream out = System.out;
        PrintStream err = System.err;
        Desk desk = new Desk(workbench, out, err,
                () -> session.get(ShellCommand.TERMINAL) instanceof Terminal terminal ? Screens.columns(terminal) : 0,
                words.contains(Commands.DEBUG));
        session.put(EXIT, commands.execute(words, desk));
        return null;
    }
}
