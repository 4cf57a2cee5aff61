package org.fascicle.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.Binder;
import org.fascicle.experiment.config.Problem;
import org.fascicle.experiment.config.Yaml;
import org.junit.jupiter.api.Test;

/** What is told of a name that is none, where there are many. */
class UnknownNameTest {
    private static final Contributions CONTRIBUTIONS = OnClassPath.contributions();

    private static String hint(String name) {
        List<Problem> problems = new ArrayList<>();
        new Binder(CONTRIBUTIONS, problems).bind(Yaml.read("model", name, List.of(), problems).orElseThrow(),
                Kind.LAYER, "model.0");
        assertEquals(1, problems.size());
        return problems.getFirst().hint();
    }

    @Test
    void those_that_share_a_word_are_told() {
        assertEquals("did you mean `rms-norm`, `batch-norm`, `group-norm` or `layer-norm`?", hint("norm"));
        assertEquals("did you mean `lstm`?", hint("LSTMCell"));
    }

    @Test
    void a_name_like_no_other_is_told_with_where_all_are() {
        assertEquals("\"fascicle list layers\" lists all " + CONTRIBUTIONS.all(Kind.LAYER).size(),
                hint("fully-connected"));
    }

    @Test
    void a_slip_of_a_letter_is_told_with_what_was_meant() {
        assertEquals("did you mean `dense`, of the bundle " + CONTRIBUTIONS.find(Kind.LAYER, "dense").orElseThrow()
                .bundle() + "?", hint("desne"));
    }
}
