package org.fascicle.launcher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --memory} may say. The heap itself is sized before the JVM starts, by the script beside the launcher;
 * a value that the script could not use comes here and is refused in words.
 */
final class Heap {
    /** Below this the workbench itself does not start. */
    static final long LEAST_MIB = 64;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([mMgG])");

    private Heap() { }

    /** Refuses a {@code --memory} that is no size or too small. Absent is fine. */
    static void check(List<String> arguments) throws LaunchException {
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--memory=")) {
                check(argument.substring("--memory=".length()));
            } else if (argument.equals("--memory")) {
                check(i + 1 < arguments.size() ? arguments.get(i + 1) : "");
            }
        }
    }

    private static void check(String size) throws LaunchException {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new LaunchException(ExitCode.WRONG_REQUEST, "--memory \"" + size
                    + "\" is no size: give a whole number and a unit, such as 512m or 4g");
        }
        long unit = matcher.group(2).equalsIgnoreCase("g") ? 1024 : 1;
        if (Long.parseLong(matcher.group(1)) * unit < LEAST_MIB) {
            throw new LaunchException(ExitCode.WRONG_REQUEST, "--memory " + size + " is too small: give at least "
                    + LEAST_MIB + "m");
        }
    }
}
