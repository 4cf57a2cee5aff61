package org.fascicle.contribution;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
public final class Names {
    /** Fewer letters stand in nearly every name. */
    private static final int SHORTEST = 3;

    private Names() {
    }

    /** The nearest of some names, unless none is near: at most a third of the letters may differ, and one always. */
    public static Optional<String> nearest(String name, Collection<String> names) {
        String wanted = plain(name);
        return names.stream()
                .filter(other -> distance(wanted, plain(other)) <= Math.max(1, Math.max(wanted.length(),
                        plain(other).length()) / 3))
                .min(Comparator.<String>comparingInt(other -> distance(wanted, plain(other)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Those of some names that hold a name, or are held by it, the shortest first: {@code lstm} in LSTMCell. */
    public static List<String> related(String name, Collection<String> names) {
        String wanted = plain(name);
        return names.stream().filter(other -> wanted.length() >= SHORTEST && plain(other).length() >= SHORTEST
                        && (plain(other).contains(wanted) || wanted.contains(plain(other))))
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())).toList();
    }

    /** Capitals and what joins words are the first things that people mix up. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Letters to insert, remove, replace or exchange with their neighbour (Damerau 1964). */
    static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
