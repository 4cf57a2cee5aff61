package org.fascicle.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.data.DataException;

/** What is wrong with a table, all of it: mistakes of one sort stand together above their remedy. */
final class CsvMistakes {
    private static final int SHOWN = 10;
    private final Path file;
    private final Map<String, List<String>> byRemedy = new LinkedHashMap<>();
    private int count;

    CsvMistakes(Path file) {
        this.file = file;
    }

    /** A mistake. */
    void add(String mistake, String remedy) {
        byRemedy.computeIfAbsent(remedy, key -> new ArrayList<>()).add(mistake);
        count++;
    }

    /** A mistake in a line. */
    void at(long line, String mistake, String remedy) {
        add("line " + line + ": " + mistake, remedy);
    }

    /** A mistake in a field. */
    void at(long line, String column, String mistake, String remedy) {
        add("line " + line + ", column " + column + ": " + mistake, remedy);
    }

    /** A row that nothing can be learned from. */
    void noTarget(long line, String column) {
        at(line, column, "no target", "leave the row out: without its target there is nothing to learn from it");
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Ends the reading where there are more than there were. */
    void checkSince(int before) throws DataException {
        if (count > before) {
            check();
        }
    }

    /** Ends the reading where there is a mistake. */
    void check() throws DataException {
        if (count > 0) {
            StringBuilder text = new StringBuilder(file.toString()).append(count == 1 ? " has a mistake"
                    : " has " + count + " mistakes");
            byRemedy.forEach((remedy, mistakes) -> {
                mistakes.stream().limit(SHOWN).forEach(mistake -> text.append("\n  ").append(mistake));
                if (mistakes.size() > SHOWN) {
                    text.append("\n  and ").append(mistakes.size() - SHOWN).append(" more of this sort");
                }
                text.append("\n    ").append(remedy);
            });
            throw DataException.wrong(text.toString());
        }
    }
}
