package org.fascicle.contribution.help;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void paragraphs_are_lines_without_markup() {
        assertEquals("y = {a: x} of Dense, see the page, x < 1.\nin: [n] → out: [n]\n", new PlainText("""
                 {@code y = {a: x}} of {@link org.example.Dense},
                 see {@linkplain Dense#apply the page}, x &lt; 1.

                 <p>in: [n] → out: [n]

                 @param n units
                 @throws Exception never
                """).paragraphs());
    }

    @Test
    void items_of_a_list_are_lines_of_their_own() {
        assertEquals("Two:\n- one\n- <b>\n", new PlainText(" Two:\n <ul>\n <li>one</li>\n <li>&lt;b&gt;</li>\n </ul>")
                .paragraphs());
    }

    /** Two lines of a formula would else read as one product. */
    @Test
    void each_line_of_a_formula_is_a_line_behind_four_spaces() {
        assertEquals("With d\n    d²/2   where |d| ≤ δ\n    δ·|d|  where d > δ\nmean.\n", new PlainText("""
                 With {@code d}
                 <pre>
                 d²/2   where |d| ≤ δ
                 δ·|d|  where d &gt; δ
                 </pre>
                 mean.
                """).paragraphs());
        assertEquals("Gates.\n    r = σ(x)\n      + b\nin: [n]\n", new PlainText("""
                 Gates.

                 <pre>{@code
                 r = σ(x)
                   + b
                 }</pre>

                 <p>in: [n]
                """).paragraphs());
    }

    @Test
    void without_a_comment_there_is_no_text() {
        assertEquals("", new PlainText(null).paragraphs());
        assertEquals("", new PlainText(" @param units alone").paragraphs());
    }
}
