package org.fascicle.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.fascicle.data.DataException;

/**
 * A table as texts: every row has a field for each column.
 *
 * @param path where it was read
 * @param columns the names, each once
 * @param rows the rows that have a field for each column
 * @param mistakes what is wrong with the others, and with whatever is found in it later
 */
record CsvFile(Path path, List<String> columns, List<Row> rows, CsvMistakes mistakes) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /**
     * A row.
     *
     * @param line where it begins, from 1
     * @param fields without spaces around them
     */
    record Row(long line, List<String> fields) {
        /** Whether most of it is numbers, as in no line of names. */
        boolean isNumbers() {
            return 2 * fields.stream().filter(CsvFile::isNumber).count() > fields.size();
        }
    }

    /** What seems to stand between fields: what the first line has most of. */
    static char separator(Path path) throws DataException {
        try {
            String first = text(path).lines().filter(line -> !line.isBlank()).findFirst().orElse("");
            char most = ',';
            for (char other : ";\t|".toCharArray()) {
                most = count(first, other) > count(first, most) ? other : most;
            }
            return most;
        } catch (CharacterCodingException e) {
            throw DataException.wrong(path + " is no text in UTF-8; save it as that");
        } catch (IOException | UncheckedIOException e) {
            throw DataException.corrupt(path + " cannot be read: " + e, e);
        }
    }

    /** Whether a file is text in UTF-8. */
    static boolean isText(Path path) throws DataException {
        try {
            text(path);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw DataException.corrupt(path + " cannot be read: " + e, e);
        }
    }

    private static long count(String text, char letter) {
        return text.chars().filter(each -> each == letter).count();
    }

    /** Whether a field is a number as everybody writes it. */
    static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    /** In which order values are told: by size where all are numbers, else by their letters. */
    static Comparator<String> order(Collection<String> values) {
        return values.stream().allMatch(CsvFile::isNumber) ? Comparator.comparingDouble(Double::parseDouble)
                : Comparator.naturalOrder();
    }

    /**
     * Reads a table. Rows of too many fields or too few are left out, and mistakes.
     *
     * @throws DataException when there are no rows, or no names
     */
    static CsvFile read(Path path, boolean header, char separator) throws DataException {
        CsvMistakes mistakes = new CsvMistakes(path);
        List<Row> rows = rows(path, separator, mistakes);
        mistakes.check();
        if (rows.isEmpty() || header && rows.size() == 1) {
            throw DataException.wrong(rows.isEmpty() ? path + " is empty: give it a row for each example"
                    : path + " has a header and no row below it: give it a row for each example, or write "
                    + "`header: false` where the first line is one");
        }
        Row first = rows.getFirst();
        if (first.fields().size() == 1) {
            for (char other : ";\t|,".toCharArray()) {
                if (other != separator && first.fields().getFirst().indexOf(other) >= 0) {
                    mistakes.at(first.line(), "a single field", "the separator is `" + separator + "`; is it `"
                            + (other == '\t' ? "tab" : other) + "`?");
                    mistakes.check();
                }
            }
        }
        List<String> names = header ? header(first, mistakes)
                : IntStream.rangeClosed(1, first.fields().size()).mapToObj(String::valueOf).toList();
        mistakes.check();
        List<Row> body = new ArrayList<>();
        for (Row row : header ? rows.subList(1, rows.size()) : rows) {
            if (row.fields().size() != names.size()) {
                mistakes.at(row.line(), fields(row.fields().size()) + " where line " + first.line() + " has "
                        + names.size(), "give each line as many fields; one that holds the separator stands in quotes");
            } else {
                body.add(row);
            }
        }
        return new CsvFile(path, names, List.copyOf(body), mistakes);
    }

    private static String fields(int count) {
        return count + (count == 1 ? " field" : " fields");
    }

    private static List<Row> rows(Path path, char separator, CsvMistakes mistakes) throws DataException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator).skipEmptyLines(true)
                .allowExtraFields(true).allowMissingFields(true).trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text(path))) {
            reader.forEach(record -> rows.add(new Row(record.getStartingLineNumber(),
                    record.getFields().stream().map(String::strip).toList())));
            // a pair of quotes alone
            rows.removeIf(row -> row.fields().isEmpty());
        } catch (CsvParseException e) {
            mistakes.add("what begins behind line " + (rows.isEmpty() ? 0 : rows.getLast().line())
                    + " cannot be read: " + e.getMessage(), "look for a quote that is never closed");
        } catch (CharacterCodingException e) {
            throw DataException.wrong(path + " is no text in UTF-8; save it as that");
        } catch (IOException | UncheckedIOException e) {
            throw DataException.corrupt(path + " cannot be read: " + e, e);
        }
        return rows;
    }

    /** The text behind the mark of the byte order that some programs put first. */
    private static String text(Path path) throws IOException {
        String text = Files.readString(path);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The names; a column without one is called by its number. */
    private static List<String> header(Row first, CsvMistakes mistakes) {
        List<String> names = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < first.fields().size(); i++) {
            String name = first.fields().get(i).isEmpty() ? String.valueOf(i + 1) : first.fields().get(i);
            if (!known.add(name)) {
                mistakes.at(first.line(), "the column `" + name + "` a second time", "give each column a name of its "
                        + "own, or write `header: false` where the first line has no names");
            }
            names.add(name);
        }
        if (first.isNumbers()) {
            mistakes.at(first.line(), "numbers where the names of the columns should be",
                    "write `header: false`, or put a line of names first");
        }
        return names;
    }
}
