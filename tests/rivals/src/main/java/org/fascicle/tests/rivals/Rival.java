package org.fascicle.tests.rivals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A library that answers the bench. Arguments: {@code djl} or {@code dl4j}, and the number of threads. Its own words go
 * to standard error, for standard output carries the answers.
 */
public final class Rival {
    private static final double WARM_UP = 3;
    private static final String VARIANT = "as it comes";
    private final Library library;
    private final PrintStream answers;
    private Runnable step = () -> { };

    private Rival(Library library, PrintStream answers) {
        this.library = library;
        this.answers = answers;
    }

    /**
     * Answers until its input ends.
     *
     * @param arguments the library and the number of threads
     * @throws IOException when input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int threads = Integer.parseInt(arguments[1]);
        Library library = switch (arguments[0]) {
            case "djl" -> new Djl(threads);
            case "dl4j" -> new Dl4j(threads);
            default -> throw new IllegalArgumentException("djl or dl4j, not " + arguments[0]);
        };
        Rival rival = new Rival(library, answers);
        JsonObject name = new JsonObject();
        name.addProperty("name", library.name());
        answers.println(name);
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                answers.println(rival.answer(JsonParser.parseString(line).getAsJsonObject()));
            }
        }
        // threads of the libraries would keep the process
        System.exit(0);
    }

    private JsonObject answer(JsonObject request) {
        JsonObject answer = new JsonObject();
        try {
            if (request.has("case")) {
                Optional<Runnable> found = library.step(request.get("case").getAsString());
                JsonArray variants = new JsonArray();
                if (found.isPresent()) {
                    step = found.get();
                    window(WARM_UP);
                    variants.add(VARIANT);
                }
                answer.add("variants", variants);
            } else {
                answer.addProperty("seconds", window(request.get("seconds").getAsDouble()));
            }
        } catch (RuntimeException | LinkageError e) {
            answer.addProperty("error", e.toString());
        }
        return answer;
    }

    /** Does steps for so long, one at least, and tells how many seconds each took. */
    private double window(double seconds) {
        long start = System.nanoTime();
        for (int done = 1; ; done++) {
            step.run();
            double passed = (System.nanoTime() - start) * 1e-9;
            if (passed >= seconds) {
                return passed / done;
            }
        }
    }
}
