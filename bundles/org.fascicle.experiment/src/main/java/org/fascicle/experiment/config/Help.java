package org.fascicle.experiment.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the documentation of a record says, as its bundle keeps it: the compiler writes {@code Dense.help.txt} beside
 * the class where the processor of {@code org.fascicle.contribution} runs.
 *
 * @param paragraphs what it is: formula, source, and what else there is to know; a formula in lines of its own is one
 *         paragraph of them, each behind four spaces
 * @param shapes what it takes and gives, such as {@code in: [batch, in] → out: [batch, units]}; may be empty
 */
record Help(List<String> paragraphs, String shapes) {
    private static final String INDENT = "    ";

    Help {
        paragraphs = List.copyOf(paragraphs);
    }

    /** The help of a type; empty where its bundle keeps none. */
    static Help of(Class<?> type) {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".help.txt";
        try (InputStream text = type.getResourceAsStream(name)) {
            return text == null ? new Help(List.of(), "")
                    : of(new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException unreadable) {
            return new Help(List.of(), "");
        }
    }

    private static Help of(List<String> lines) {
        List<String> paragraphs = new ArrayList<>();
        for (String line : lines) {
            if (!paragraphs.isEmpty() && line.startsWith(INDENT) && paragraphs.getLast().startsWith(INDENT)) {
                paragraphs.set(paragraphs.size() - 1, paragraphs.getLast() + "\n" + line);
            } else if (!isShapes(line)) {
                paragraphs.add(line);
            }
        }
        return new Help(paragraphs,
                lines.stream().filter(Help::isShapes).findFirst().orElse(""));
    }

    private static boolean isShapes(String paragraph) {
        return paragraph.startsWith("in: ") || paragraph.startsWith("Features: ");
    }
}
