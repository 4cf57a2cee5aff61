package org.fascicle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.Flops;
import org.fascicle.compiler.Traffic;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiments.OnClassPath;
import org.fascicle.graph.Graph;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of the bench are the networks that they are called after, and the work in them is counted right. */
class CasesTest {
    private static final Contributions CONTRIBUTIONS = OnClassPath.contributions();

    private static StepGraph trace(String name) throws WorkbenchException {
        return Cases.all().choose(List.of(name), CONTRIBUTIONS).get(name).trace();
    }

    private static Graph lowered(String name) throws WorkbenchException {
        return new Compiler(new ReferenceBackend()).lower(trace(name).graph());
    }

    /** Numbers counted by hand from the layers' shapes. */
    @ParameterizedTest
    @CsvSource({
        // 784·128 + 128, 128·64 + 64, 64·10 + 10
        "mlp-64, 109386", "mlp-512, 109386", "mlp-forward-1, 109386",
        // 784·30 + 30, 30·10 + 10
        "nielsen-10, 23860",
        // 9·32 + 32, 9·32·64 + 64, 12·12·64·128 + 128, 128·10 + 10
        "conv-64, 1199882",
        // 65·64, 4·256·(64 + 256 + 1), 256·65 + 65
        "lstm-32, 349569",
        // 65·128, 64·128, four times (2·2·128, 128·3·128 + 3·128, 128·128 + 128, 128·512 + 512, 512·128 + 128), 2·128
        "gpt-12, 809856", "gpt-forward-1, 809856",
        // 65·128, 1024·128, and twice the same, 2·128
        "gpt-long, 536192",
        // published: 0.27 M (He et al. 2015, table 6); 3·9·16, 6·9·16², 9·16·32 + 5·9·32², 9·32·64 + 5·9·64²,
        // 64·10 + 10, and two for each channel of 19 normalisations: 7·16, 6·32, 6·64
        "resnet20-128, 269722"})
    void a_network_has_the_parameters_of_its_layers(String name, int parameters) throws WorkbenchException {
        assertEquals(parameters, trace(name).variables().stream()
                .filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                .mapToInt(variable -> variable.type().shape().elements()).sum());
    }

    /** Numbers counted by hand: two operations for each multiplication and its addition. */
    @ParameterizedTest
    @CsvSource({
        "64x784x128, 12845056", "2048x2048x2048, 17179869184", "768x128x512, 100663296",
        // forward: 784·128 + 128·64 + 64·10
        "mlp-forward-1, 218368",
        // forward and by the weights, and by the inputs of all layers but the first:
        // 2·64·(2·784·128 + 3·128·64 + 3·64·10)
        "mlp-64, 29081600",
        // 2·10·(2·784·30 + 3·30·10)
        "nielsen-10, 958800",
        // positions 26² and 24²: 2·64·(2·26²·9·1·32 + 3·24²·9·32·64 + 3·9216·128 + 3·128·10)
        "conv-64, 4580179968"})
    void products_are_counted_as_by_hand(String name, long flops) throws WorkbenchException {
        assertEquals(flops, Flops.ofProducts(lowered(name)));
    }

    /** Numbers counted by hand, of four bytes each: what goes in, and what comes out. */
    @ParameterizedTest
    @CsvSource({
        // 64·784 + 784·128 + 64·128
        "64x784x128, 634880",
        // two vectors of 393216 numbers
        "softmax, 3145728", "gelu, 3145728",
        // and twice 512 weights
        "layer-norm, 3149824",
        // parameter, gradient and two moments of 109386 are read and written; rate, scale and two corrections are read
        // for each of six tensors; the corrections are made of the number of the step
        "adam-update, 3500460"})
    void bytes_are_counted_as_by_hand(String name, long bytes) throws WorkbenchException {
        assertEquals(bytes, Traffic.of(new Compiler(new CpuBackend()).lower(trace(name).graph())));
    }

    @Test
    void losses_that_differ_too_much_or_are_no_numbers_do_not_agree() {
        assertTrue(new Losses("case", 4, List.of(2.0, 1.00005), List.of(2.0, 1.0)).agree());
        assertFalse(new Losses("case", 4, List.of(2.0, 1.0002), List.of(2.0, 1.0)).agree());
        assertFalse(new Losses("case", 4, List.of(Double.NaN, 1.0), List.of(2.0, 1.0)).agree());
    }

    @Test
    void a_word_means_all_cases_that_begin_with_it() throws WorkbenchException {
        assertEquals(List.of("mlp-64", "mlp-512", "mlp-forward-1"),
                List.copyOf(Cases.all().choose(List.of("mlp"), CONTRIBUTIONS).keySet()));
    }

    @Test
    void every_mistake_is_told_with_what_was_meant() {
        WorkbenchException wrong = assertThrows(WorkbenchException.class,
                () -> Cases.all().choose(List.of("mpl-64", "no-such-thing"), CONTRIBUTIONS));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, wrong.kind());
        assertTrue(wrong.getMessage().contains("did you mean \"mlp-64\"?")
                && wrong.getMessage().contains("no-such-thing"), wrong::getMessage);
    }

    @Test
    void windows_in_which_others_were_at_work_count_only_where_there_are_no_others() {
        Windows.Window quick = new Windows.Window(1, false);
        Windows.Window slow = new Windows.Window(3, true);
        Windows.Window slower = new Windows.Window(5, true);
        assertEquals(4, new Windows(List.of(quick, slower, slow)).median());
        assertEquals(1, new Windows(List.of(quick, quick)).median());
        assertEquals(0, new Windows(List.of(quick, quick)).quiet());
    }

    @Test
    void a_rate_a_share_and_a_ratio_follow_from_the_median() {
        Windows ours = new Windows(List.of(new Windows.Window(0.5, true)));
        Windows slow = new Windows(List.of(new Windows.Window(2, true)));
        Windows fast = new Windows(List.of(new Windows.Window(1, true)));
        WarmUp warmUp = new WarmUp(0.1, List.of(new WarmUp.Mark(0.2, 0.6), new WarmUp.Mark(0.3, 0.55)));
        Measurement measured = new Measurement("case", new Work("samples", 64, 3e9, 1_000_000_000),
                OptionalDouble.of(12), ours, new Start(1, warmUp), new Garbage(4, 10),
                new Measurement.Extra(Optional.empty(), Optional.of(fast), Map.of(), Optional.empty()),
                Optional.empty(), Map.of("slow", slow, "fast", fast));
        assertEquals(128, measured.rate());
        assertEquals(6, measured.gigaflops(), 1e-9);
        assertEquals(0.5, measured.share().orElseThrow(), 1e-9);
        assertEquals(2, measured.ratio().orElseThrow(), 1e-9);
        assertEquals(2, measured.gigabytes(), 1e-9);
        assertEquals(0.5, measured.shareBeside().orElseThrow(), 1e-9);
        assertEquals(2.5, measured.garbage().ofStep());
        assertEquals(1.1, measured.start().firstStep(), 1e-9);
        assertEquals(1.3, measured.start().nearly(0.5).orElseThrow(), 1e-9);
        assertEquals(Optional.of("fast"), measured.bestRival().map(Map.Entry::getKey));
    }
}
