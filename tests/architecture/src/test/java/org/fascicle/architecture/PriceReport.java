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
 * the commit that brought it wrote name it. Run in the root of the repository by a JDK 25:
 * {@code java tests/architecture/src/test/java/org/fascicle/architecture/PriceReport.java}.
 */
final class PriceReport {
    private static final String FIELDS = "%-12s %-26s %4s %5s %5s %5s %6s %5s   %-9s %6s %6s %6s  %s%n";

    private PriceReport() {
    }

    /** Prints the report. */
    public static void main(String[] arguments) {
        System.out.print(text());
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
                The price of what there is. Files that name it today, by what they are: tests, docs and experiments, the
                tables that the price of its kind allows (family, Tensor, reference, row; list of passes), native
                (decompositions and backends that are faster so), others that are made of it, and elsewhere. Then the
                commit that brought it: the files that it wrote, the additions among them, and the files that name this
                one and are neither its own, nor a test, nor docs, nor made of it. What is not as it should be is marked !
                (Operations are tested by their rows.)

                """);
        gap.ifPresent(reason -> text.append("Commits are left out: ").append(reason).append("\n\n"));
        text.append(FIELDS.formatted("kind", "name", "test", "docs", "table", "native", "users", "else", "commit",
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
                            String.valueOf(then.count(Place.TABLE) + then.count(Place.NATIVE) + then.elsewhere().size())};
                }).orElse(new String[] {"none yet", "", "", ""});
            }
            text.append(FIELDS.formatted(addition.kind(), addition.name(), price.count(Place.TEST),
                    price.count(Place.DOCS), price.count(Place.TABLE), price.count(Place.NATIVE),
                    price.count(Place.USER), price.elsewhere().size(), commit[0], commit[1], commit[2], commit[3],
                    faults(addition, price).isEmpty() ? "" : "!").replaceAll(" +\n", "\n"));
            faults.addAll(faults(addition, price));
        });
        text.append('\n').append(faults.isEmpty() ? "Everything has its price.\n" : String.join("\n", faults) + "\n");
        return text.toString();
    }
}
