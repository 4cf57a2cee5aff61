package org.fascicle.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.fascicle.shell.extension.CommandType;
import org.fascicle.workbench.Workbench;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands in Gogo, each as a function of the scope {@code fascicle}. */
@Component(service = GogoCommands.class, immediate = true)
public final class GogoCommands {
    private static final String SCOPE = "fascicle";
    /** The variable of a session that holds the exit code of its last command. */
    static final String EXIT = "exit";
    private final Workbench workbench;
    private final BundleContext context;
    private final Map<String, ServiceRegistration<Function>> registrations = new ConcurrentHashMap<>();

    /** Registers a function for each command. */
    @Activate
    public GogoCommands(BundleContext context, @Reference Workbench workbench) {
        this.workbench = workbench;
        this.context = context;
        Commands commands = new Commands();
        commands.names().forEach(name -> register(name, commands));
    }

    /** Registers a function for a command that a bundle adds. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(CommandType addition) {
        register(addition.name(), new Commands().with(addition));
    }

    /** Takes the function of such a command away. */
    public void remove(CommandType addition) {
        Optional.ofNullable(registrations.remove(addition.name())).ifPresent(ServiceRegistration::unregister);
    }

    private void register(String name, Commands commands) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
        properties.put(CommandProcessor.COMMAND_FUNCTION, name);
        registrations.put(name, context.registerService(Function.class,
                (session, arguments) -> execute(name, commands, session, arguments), properties));
    }

    /** Takes the functions away. */
    @Deactivate
    public void close() {
        registrations.values().forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    private Object execute(String name, Commands commands, CommandSession session, List<Object> arguments) {
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
