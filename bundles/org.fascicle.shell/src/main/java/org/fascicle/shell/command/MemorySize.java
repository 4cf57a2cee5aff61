package org.fascicle.shell.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes from a whole number and a unit. */
final class MemorySize implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([mMgG])");

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new TypeConversionException("\"" + text + "\" is no size: give a whole number and a unit, such as "
                    + "512m or 4g");
        }
        return Long.parseLong(size.group(1)) << (size.group(2).equalsIgnoreCase("g") ? 30 : 20);
    }
}
