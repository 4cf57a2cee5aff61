package org.fascicle.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fascicle.architecture.Price.Place;

/**
 * What each layer, operation, pass and other addition costs: which files name it today, and which of the files that
 * the commit that brought it wrote name it. Run in the root of the repository by a JDK 25, with names to see files:
 * {@code java tests/architecture/src/test/java/org/fascicle/architecture/PriceReport.java [NAME…]}.
 */
final class PriceReport {
    private static final String FIELDS = "%-12s %-26s %5s %5s %4s %4s %6s %5s   %-9s %5s %5s %5s  %s%n";

    private PriceReport() {
    }

    /** Prints the report, or all files that name some additions. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.out.print(text());
        }
        for (String name : arguments) {
            today().forEach((addition, price) -> {
                if (name.equals(addition.name()) || name.equals(addition.type())) {
                    System.out.println(addition.kind() + " " + addition.name());
                    price.places().forEach((place, files) -> files.forEach(file ->
                            System.out.printf("  %-9s %s%n", place.toString().toLowerCase(), file)));
                }
            });
        }
    }

    /** What everything costs today, by addition. */
    static Map<Addition, Price> today() {
        Map<String, String> tree = Sources.files(Sources.ROOT).map(Path::toAbsolutePath)
                .filter(file -> file.toString().matches(".*\\.(java|ya?ml|json|bnd)"))
                .collect(Collectors.toMap(Sources::relative, Sources::read, (a, b) -> a, LinkedHashMap::new));
        return Addition.all().stream().collect(Collectors.toMap(Function.identity(),
                addition -> Price.of(addition, tree), (a, b) -> a, LinkedHashMap::new));
    }

    /** Why an addition is over its price, or below: without a test. */
    static List<String> faults(Addition addition, Price price) {
        List<String> faults = new ArrayList<>();
        price.elsewhere().forEach(file -> faults.add(addition.kind() + " " + addition.name() + " is named in " + file));
        if (price.elsewhere().isEmpty() && price.files() > Price.limit(addition.kind())) {
            faults.add(addition.kind() + " " + addition.name() + " needs " + price.places().get(Place.TABLE));
        }
        if (price.count(Place.TEST) == 0 && !addition.kind().equals(Addition.OPERATION)) {
            faults.add("no test names " + addition.kind() + " " + addition.name());
        }
        return faults;
    }

    /** The whole report. */
    static String text() {
        Map<Addition, Price> today = today();
        Optional<String> gap = History.gap();
        StringBuilder text = new StringBuilder("""
                What each addition costs. Files today: those that could not do without it (its class; of an operation
                also family, method on Tensor, definition and row; of a pass the list of passes), the most that its
                kind may need, tests, docs and experiments, native (decompositions, and backends that are faster so),
                and users, which are made of it. Then the commit that brought it: the files that it wrote, the
                additions among them, and those of its files that name this one and are neither its own, nor tests,
                nor docs, nor users. What costs too much or has no test is marked ! and told at the end.

                """);
        gap.ifPresent(reason -> text.append("Commits are left out: ").append(reason).append("\n\n"));
        text.append(FIELDS.formatted("kind", "name", "files", "limit", "test", "docs", "native", "users", "commit",
                "wrote", "added", "named", ""));
        List<String> faults = new ArrayList<>();
        History history = gap.isEmpty() ? new History() : null;
        Set<String> files = today.keySet().stream().map(Addition::file).collect(Collectors.toSet());
        today.forEach((addition, price) -> {
            String[] commit = {"", "", "", ""};
            if (history != null) {
                commit = history.origin(addition.file()).map(origin -> {
                    Price then = Price.of(addition, history.texts(origin));
                    return new String[] {origin.id(), String.valueOf(origin.written().size()),
                            String.valueOf(origin.added().stream().filter(files::contains).count()),
                            String.valueOf(then.count(Place.TABLE) + then.count(Place.NATIVE)
                                    + then.elsewhere().size())};
                }).orElse(new String[] {"none yet", "", "", ""});
            }
            text.append(FIELDS.formatted(addition.kind(), addition.name(), price.files(), Price.limit(addition.kind()),
                    price.count(Place.TEST), price.count(Place.DOCS), price.count(Place.NATIVE),
                    price.count(Place.USER), commit[0], commit[1], commit[2], commit[3],
                    faults(addition, price).isEmpty() ? "" : "!").replaceAll(" +\n", "\n"));
            faults.addAll(faults(addition, price));
        });
        text.append('\n').append(faults.isEmpty() ? "Nothing costs more than it may, and everything has a test.\n"
                : String.join("\n", faults) + "\n");
        return text.toString();
    }
}
