package org.fascicle.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.contribution.InvalidOptionsException.Mistake;
import org.fascicle.contribution.Required;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Draft;
import org.fascicle.data.DraftingType;
import org.fascicle.data.FileDataset;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Fit;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.osgi.service.component.annotations.Component;

/**
 * A table in a file of comma-separated values (RFC 4180, UTF-8), one column of which is to be told from others.
 *
 * <p>A column is given by its name or by its number: from 1 on, or from −1 backwards. Number columns are standardised,
 * {@code (v − mean) / deviation}, with the mean and the deviation (of the population) of the training examples alone; a
 * column that never changes becomes 0. Categories and labels are those of the whole file, sorted: by value where all of
 * them are numbers, else by their letters.
 *
 * <p>A value to be estimated is standardised in the same way where the loss sees it; metrics and predictions are in the
 * units of the file.
 *
 * <p>Features: x: f32 [number columns, then a 0 or 1 for each category of each categorical column]; y: i32 [], the
 * number of the label, or f32 [], a value to be estimated. With {@code encoding: index} the categorical columns are not
 * in x but in a feature {@code categories}: i32 [categorical columns], numbered on from column to column, so that one
 * embedding serves them all; where there is no number column, that is x itself.
 *
 * @param file absolute, or relative to the folder of the experiment file, the working directory, or a data folder
 * @param sha256 sum of its content, where it is published data
 * @param source where it may be downloaded from; it then needs its sum
 * @param test a file of the same columns with the test examples
 * @param header whether the first line has the names of the columns; where not, their names are their numbers
 * @param separator what stands between fields: one character, or {@code tab}
 * @param target the column to be told
 * @param task whether it holds labels or values
 * @param labels all labels, in the order of their numbers
 * @param features the columns to tell it from; none: all others
 * @param categorical those of them that hold names rather than numbers
 * @param encoding how the model sees categories
 * @param standardise whether number columns, and to the loss a target of values, get a mean of 0 and a deviation of 1
 *        over the training examples
 * @param missing what happens where a value is missing
 * @param missingTexts what stands in a field whose value is missing, capitals or not
 */
@About("a table of your own: a CSV file, one column of which is told from the others")
public record Csv(
        @Required @About("the file: absolute, or relative to the experiment's folder, the working directory, or a data "
                + "folder") String file,
        @About("SHA-256 of the file, where it is published data") Optional<String> sha256,
        @About("where the file may be downloaded from; needs sha256") Optional<String> source,
        @About("a file of the same columns with the test examples") Optional<String> test,
        @About("whether the first line has the names of the columns; if not, they are named by their numbers")
        boolean header,
        @About("what stands between fields: one character, or tab") String separator,
        @Required @About("the column to be told: its name, or its number from 1 on, or from -1 backwards")
        String target,
        @About("whether the target holds labels or values") Task task,
        @About("all labels in the order of their numbers; none: those of the file, sorted") List<String> labels,
        @About("the columns to tell it from; none: all others") List<String> features,
        @About("those of them that hold names rather than numbers") List<String> categorical,
        @About("how the model sees categories: a 0 or 1 for each, or numbers for an embedding") Encoding encoding,
        @About("whether number columns, and a target of values where the loss sees it, get a mean of 0 and a deviation "
                + "of 1 over the training examples")
        boolean standardise,
        @About("refuse: a missing value is a mistake; fill: the mean, or the commonest category, of the training "
                + "examples stands for it") Missing missing,
        @About("what stands in a field whose value is missing, capitals or not") List<String> missingTexts)
        implements FileDataset {

    /** What the target is. */
    public enum Task {
        /** One of some labels. */
        CLASSIFICATION,
        /** A value. */
        REGRESSION
    }

    /** How a model sees categories. */
    public enum Encoding {
        /** A column for each category: 1 where it is, else 0. */
        ONE_HOT,
        /** The number of the category, in a feature of its own. */
        INDEX
    }

    /** What happens where a value is missing. */
    public enum Missing {
        /** It is a mistake. */
        REFUSE,
        /** The mean of the training examples stands for it; in a categorical column, their commonest category. */
        FILL
    }

    public Csv {
        labels = List.copyOf(labels);
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        missingTexts = List.copyOf(missingTexts);
        List<Mistake> mistakes = new ArrayList<>();
        if (!separator.equals("tab") && (separator.length() != 1 || "\"\r\n".contains(separator))) {
            mistakes.add(new Mistake("separator", "`" + separator + "`", "one character, or tab", ""));
        }
        if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
            mistakes.add(new Mistake("sha256", "`" + sha256.get() + "`", "64 hexadecimal digits in lower case", ""));
        }
        if (source.isPresent() && sha256.isEmpty()) {
            mistakes.add(new Mistake("source", "`" + source.get() + "`", "a source only beside sha256",
                    "give the SHA-256 that a download must have"));
        }
        if (source.isPresent() && !source.get().matches("https?://\\S+")) {
            mistakes.add(new Mistake("source", "`" + source.get() + "`", "an address such as https://…", ""));
        }
        if (task == Task.REGRESSION && !labels.isEmpty()) {
            mistakes.add(new Mistake("labels", labels.toString(), "no labels where the task is regression", ""));
        }
        if (labels.stream().distinct().count() < labels.size()) {
            mistakes.add(new Mistake("labels", labels.toString(), "each label once", ""));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidOptionsException(mistakes);
        }
    }

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        Path path = sha256.isEmpty() ? files.find(file)
                : files.require(List.of(new DataFile(file, sha256.get(), source.map(URI::create).stream().toList())))
                        .getFirst();
        Optional<Path> testPath = test.isPresent() ? Optional.of(files.find(test.get())) : Optional.empty();
        CsvReading reading = new CsvReading(this);
        CsvTable train = reading.read(path);
        if (testPath.isEmpty()) {
            return new Splits(train, Optional.empty(), Fingerprint.of(bytes(path)));
        }
        Fit fit = train.fit();
        return new Splits(train, Optional.of(reading.readMore(testPath.get(), fit, true)),
                Fingerprint.of(Fingerprint.of(bytes(path)).sha256().getBytes(StandardCharsets.US_ASCII),
                        bytes(testPath.get())));
    }

    @Override
    public Split read(Path more, Fit fit) throws DataException {
        return new CsvReading(this).readMore(more, fit, false);
    }

    private static byte[] bytes(Path path) throws DataException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw DataException.corrupt(path + " cannot be read: " + e, e);
        }
    }

    /** The texts of a table. */
    CsvFile texts(Path path) throws DataException {
        return CsvFile.read(path, header, separator.equals("tab") ? '\t' : separator.charAt(0));
    }

    /** The columns that are read. */
    CsvPlan plan(CsvFile table) throws DataException {
        return CsvPlan.of(this, table);
    }

    /** Whether a field says that its value is missing. */
    boolean isMissing(String field) {
        return missingTexts.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT)
                .equals(field.toLowerCase(Locale.ROOT)));
    }

    /** Reads tables. */
    @Component
    @DatasetName("csv")
    public static final class Type implements DatasetType<Csv>, DraftingType {
        @Override
        public Optional<Draft> draft(String name, Path file, Optional<String> target) throws DataException {
            return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|tab|txt|data)")
                    ? Optional.of(CsvDraft.of(example(), name, file, target)) : Optional.empty();
        }

        @Override
        public Csv example() {
            return new Csv("table.csv", Optional.empty(), Optional.empty(), Optional.empty(), true, ",", "-1",
                    Task.CLASSIFICATION, List.of(), List.of(), List.of(), Encoding.ONE_HOT, true, Missing.REFUSE,
                    List.of("", "?", "NA", "N/A", "NaN", "null"));
        }
    }
}
