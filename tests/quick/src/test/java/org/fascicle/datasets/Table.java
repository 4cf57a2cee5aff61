package org.fascicle.datasets;

import java.util.List;
import java.util.Optional;

/** Options of a table, one after the other. */
record Table(Csv options) {
    static Table of(String file) {
        Csv usual = new Csv.Type().example();
        return new Table(new Csv(file, Optional.empty(), Optional.empty(), Optional.empty(), true, ",", "y",
                Csv.Task.CLASSIFICATION, List.of(), List.of(), List.of(), Csv.Encoding.ONE_HOT, true,
                Csv.Missing.REFUSE, usual.missingTexts()));
    }

    Table target(String target) {
        return with(options.header(), options.separator(), target, options.task());
    }

    Table header(boolean header) {
        return with(header, options.separator(), options.target(), options.task());
    }

    Table separator(String separator) {
        return with(options.header(), separator, options.target(), options.task());
    }

    Table regression() {
        return with(options.header(), options.separator(), options.target(), Csv.Task.REGRESSION);
    }

    Table labels(String... labels) {
        return with(List.of(labels), options.features(), options.categorical(), options.test());
    }

    Table features(String... features) {
        return with(options.labels(), List.of(features), options.categorical(), options.test());
    }

    Table categorical(String... categorical) {
        return with(options.labels(), options.features(), List.of(categorical), options.test());
    }

    Table test(String test) {
        return with(options.labels(), options.features(), options.categorical(), Optional.of(test));
    }

    Table index() {
        return with(Csv.Encoding.INDEX, options.standardise(), options.missing());
    }

    /** Numbers as they stand in the file. */
    Table plain() {
        return with(options.encoding(), false, options.missing());
    }

    Table fill() {
        return with(options.encoding(), options.standardise(), Csv.Missing.FILL);
    }

    private Table with(boolean header, String separator, String target, Csv.Task task) {
        Csv o = options;
        return new Table(new Csv(o.file(), o.sha256(), o.source(), o.test(), header, separator, target, task,
                o.labels(), o.features(), o.categorical(), o.encoding(), o.standardise(), o.missing(),
                o.missingTexts()));
    }

    private Table with(List<String> labels, List<String> features, List<String> categorical, Optional<String> test) {
        Csv o = options;
        return new Table(new Csv(o.file(), o.sha256(), o.source(), test, o.header(), o.separator(), o.target(),
                o.task(), labels, features, categorical, o.encoding(), o.standardise(), o.missing(),
                o.missingTexts()));
    }

    private Table with(Csv.Encoding encoding, boolean standardise, Csv.Missing missing) {
        Csv o = options;
        return new Table(new Csv(o.file(), o.sha256(), o.source(), o.test(), o.header(), o.separator(), o.target(),
                o.task(), o.labels(), o.features(), o.categorical(), encoding, standardise, missing,
                o.missingTexts()));
    }
}
