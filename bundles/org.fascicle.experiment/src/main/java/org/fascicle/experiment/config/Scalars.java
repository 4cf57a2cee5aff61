package org.fascicle.experiment.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fascicle.experiment.config.ConfigTree.Scalar;

/** Numbers and truth values as text, as YAML 1.2 writes them. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern REAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
    private static final int PLAIN_DIGITS = 8;

    private Scalars() {
    }

    static Optional<BigInteger> whole(Scalar scalar) {
        return !scalar.quoted() && WHOLE.matcher(scalar.text()).matches() ? Optional.of(new BigInteger(scalar.text()))
                : Optional.empty();
    }

    static Optional<Double> real(Scalar scalar) {
        if (scalar.quoted()) {
            return Optional.empty();
        }
        return switch (scalar.text().toLowerCase(Locale.ROOT)) {
            case ".inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-.inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            case ".nan" -> Optional.of(Double.NaN);
            default -> REAL.matcher(scalar.text()).matches() ? Optional.of(Double.valueOf(scalar.text()))
                    : Optional.empty();
        };
    }

    static Optional<Boolean> truth(Scalar scalar) {
        return !scalar.quoted() && (scalar.text().equals("true") || scalar.text().equals("false"))
                ? Optional.of(Boolean.valueOf(scalar.text())) : Optional.empty();
    }

    /** A number for people: without a fraction where it has none. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : text(value, true);
    }

    /** The shortest text that reads as the same number. */
    static String text(double value, boolean wide) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        String shortest = wide ? Double.toString(value) : Float.toString((float) value);
        if (shortest.indexOf('E') < 0) {
            return shortest;
        }
        BigDecimal exact = new BigDecimal(shortest).stripTrailingZeros();
        return exact.scale() > 0 && exact.scale() <= PLAIN_DIGITS ? exact.toPlainString()
                : shortest.toLowerCase(Locale.ROOT);
    }
}
