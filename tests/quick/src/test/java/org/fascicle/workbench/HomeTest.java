package org.fascicle.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HomeTest {
    private static String root(String named, Map<String, String> environment) {
        return Home.of(Optional.ofNullable(named), environment, "/java").root().toString();
    }

    @Test
    void what_the_launcher_names_comes_first_then_the_variable_then_home_then_what_java_knows() {
        Map<String, String> both = Map.of("FASCICLE_HOME", "/fascicle", "HOME", "/home/me");
        assertEquals("/named", root("/named", both));
        assertEquals("/fascicle", root(null, both));
        assertEquals("/home/me/.fascicle", root(null, Map.of("HOME", "/home/me")));
        assertEquals("/java/.fascicle", root(null, Map.of()));
    }

    @Test
    void a_blank_variable_is_none() {
        assertEquals("/java/.fascicle", root(null, Map.of("FASCICLE_HOME", " ", "HOME", "")));
    }

    @Test
    void runs_data_and_plugins_lie_in_it() {
        Home home = new Home(Path.of("/h"));
        assertEquals(Path.of("/h/runs"), home.runs());
        assertEquals(Path.of("/h/data"), home.data());
        assertEquals(Path.of("/h/plugins"), home.plugins());
    }
}
