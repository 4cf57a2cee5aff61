package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuideTest {
    private static final Path PROJECT = Path.of("tests/plugins/snake");

    @ParameterizedTest
    @CsvSource({"xml, pom.xml", "java, src/main/java/org/example/snake/Snake.java",
        "java, src/test/java/org/example/snake/SnakeTest.java", "yaml, spirals-snake.yaml"})
    void the_guide_shows_each_file_of_its_project_as_it_is(String language, String file) throws IOException {
        String guide = Files.readString(Path.of("docs/add-a-layer.md"));
        assertTrue(guide.contains("```" + language + "\n" + Files.readString(PROJECT.resolve(file)) + "```\n"),
                "docs/add-a-layer.md shows another " + file);
    }
}
