package org.fascicle.shell.display;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers for people. */
public final class Figures {
    private static final String[] UNITS = {"", " thousand", " million", " billion", " trillion"};

    private Figures() {
    }

    /** Such as {@code loss 0.0421, accuracy 0.9871}, without the parts of figures. */
    public static String of(Map<String, Double> figures) {
        return listed(whole(figures));
    }

    /** The figures without their parts, which are named {@code figure.part}. */
    public static <T> Map<String, T> whole(Map<String, T> figures) {
        Map<String, T> whole = new LinkedHashMap<>(figures);
        figures.keySet().forEach(figure -> whole.keySet().removeIf(name -> name.startsWith(figure + ".")));
        return whole;
    }

    /** The parts of each figure that has some, such as {@code 0 0.9871, 1 0.9912}. */
    public static Map<String, String> parts(Map<String, Double> figures) {
        Map<String, String> parts = new LinkedHashMap<>();
        whole(figures).keySet().forEach(figure -> {
            Map<String, Double> own = new LinkedHashMap<>();
            figures.forEach((name, value) -> {
                if (name.startsWith(figure + ".")) {
                    own.put(name.substring(figure.length() + 1), value);
                }
            });
            if (!own.isEmpty()) {
                parts.put(figure, listed(own));
            }
        });
        return parts;
    }

    private static String listed(Map<String, Double> figures) {
        return figures.entrySet().stream().map(figure -> figure.getKey() + " " + of(figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Four decimals; small and large ones with an exponent. */
    public static String of(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size != 0 && (size < 0.001 || size >= 1e6) ? "%.3e" : "%.4f", value);
    }

    /** A count with separators. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as {@code 1 epoch} or {@code 1,797 examples}. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Which run of several it is. */
    public static String place(long seed, int fold) {
        return "seed " + seed + (fold == 0 ? "" : ", fold " + fold);
    }

    /** How many of several runs are done. */
    public static String done(int done, int all) {
        return done + " of " + all + (done == 1 ? " runs is done" : " runs are done");
    }

    /** A large count in words, such as {@code 1.3 million}. */
    public static String rough(double count) {
        int unit = 0;
        double rest = count;
        while (rest >= 1000 && unit < UNITS.length - 1) {
            rest /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f%s" : "%.1f%s", rest, UNITS[unit]);
    }

    /** Bytes as MiB. */
    public static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (1 << 20));
    }

    /** A duration, such as {@code 12.3 s}. */
    public static String seconds(double seconds) {
        return seconds < 120 ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
    }
}
