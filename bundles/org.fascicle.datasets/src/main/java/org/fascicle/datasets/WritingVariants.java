package org.fascicle.datasets;

import java.util.List;
import org.fascicle.graph.ThreefryRandom;

/** The ways of writing 0 to 9 that drawn digits start from. */
final class WritingVariants {
    private static final List<List<WritingVariant>> OF_DIGIT = List.of(
            List.of(
                    WritingVariant.of(4, "50,2 25,12 10,45 18,82 47,99 78,85 92,50 80,15 50,2"),
                    WritingVariant.of(3, "58,3 30,8 12,40 15,78 42,98 75,88 90,52 80,18 54,4 38,10"),
                    WritingVariant.of(2, "68,8 40,3 15,28 8,65 25,95 58,96 86,70 90,32 70,6 45,12 38,20"),
                    WritingVariant.of(1, "70,4 38,6 12,42 12,82 38,99 72,84 90,45 82,12 60,4 52,22")),
            List.of(
                    WritingVariant.of(12, "50,0 50,50 50,100"),
                    WritingVariant.of(3, "54,0 48,35 46,70 52,100"),
                    WritingVariant.of(2, "32,24 54,0! 52,50 50,100"),
                    WritingVariant.of(1.5, "28,20 52,0! 52,50 52,98 / 25,99 52,98 80,98")),
            List.of(
                    WritingVariant.of(4, "12,25 30,4 62,4 78,28 60,60 12,96! 50,95 92,94"),
                    WritingVariant.of(4, "15,22 38,3 70,8 76,34 55,65 25,93 8,88 14,74 38,78 62,94 95,88"),
                    WritingVariant.of(2, "10,12 45,5 82,8! 50,50 10,92! 50,92 92,90"),
                    WritingVariant.of(2, "18,30 30,6 60,2 75,22 62,52 30,86 12,96 10,84 28,82 55,92 92,96"),
                    WritingVariant.of(2, "20,25 40,3 70,10 70,40 40,75 15,95! 40,88 65,93 92,90"),
                    WritingVariant.of(2, "20,28 34,4 62,4 70,30 58,62 36,92 10,94 8,74 30,66 56,84 84,98"),
                    WritingVariant.of(1, "30,22 42,2 64,6 66,34 52,68 36,96! 56,94 76,88"),
                    WritingVariant.of(1, "26,36 14,18 36,2 70,8 74,36 48,70 14,92! 44,90 92,97")),
            List.of(
                    WritingVariant.of(4, "14,14 42,2 75,12 72,36 40,46! 75,54 85,76 55,98 12,88"),
                    WritingVariant.of(3, "12,14 45,2 74,16 62,40 36,50! 70,56 82,78 48,99 8,86"),
                    WritingVariant.of(2, "12,6 50,5 82,5! 45,42! 78,52 84,78 50,98 12,90"),
                    WritingVariant.of(2, "20,10 55,2 78,18 60,42 38,47! 72,55 74,82 40,98 5,92"),
                    WritingVariant.of(3, "22,16 48,2 72,10 70,32 46,44 36,46! 66,52 76,70 62,92 34,98 14,84"),
                    WritingVariant.of(2, "16,10 50,2 80,14 68,38 48,46 66,54 76,74 52,96 8,98"),
                    WritingVariant.of(2, "24,10 56,3 74,14 64,34 44,44 40,50 52,48 78,56 84,76 58,96 10,94"),
                    WritingVariant.of(2, "14,24 40,4 66,8 68,28 42,42! 70,46 88,64 74,92 40,98 6,84")),
            List.of(
                    WritingVariant.of(4, "22,4 16,35 14,58! 45,58 88,52 / 76,2 70,50 64,100"),
                    WritingVariant.of(3, "20,8 12,40 25,60 60,58 80,50 / 82,5 74,50 68,100"),
                    WritingVariant.of(2, "66,2 40,30 10,62! 50,62 92,60 / 66,2 66,50 64,100"),
                    WritingVariant.of(2, "25,5 14,45 30,58 70,45 82,5! 76,50 70,100"),
                    WritingVariant.of(2, "30,0 10,55! 50,55 90,55 / 62,30 58,65 55,100"),
                    WritingVariant.of(2, "14,8 6,40 10,56! 50,56 94,60 / 72,4 74,50 76,100"),
                    WritingVariant.of(1, "50,2 30,32 8,66! 50,64 94,58 / 50,2 54,50 56,100")),
            List.of(
                    WritingVariant.of(3, "85,5 30,6! 25,42! 55,38 82,58 76,88 45,99 12,88"),
                    WritingVariant.of(3, "28,8 24,44! 58,38 82,62 70,90 40,99 12,88 / 28,8 60,6 90,2"),
                    WritingVariant.of(2, "85,6 48,4 25,24 40,44 70,58 78,82 45,99 10,88"),
                    WritingVariant.of(3, "95,4 45,14! 35,42 65,48 70,72 45,95 5,92"),
                    WritingVariant.of(3, "42,16 32,46! 54,44 68,60 60,84 38,98 8,94 / 42,16 66,12 96,2"),
                    WritingVariant.of(2, "76,2 36,4! 30,40! 58,40 72,58 70,84 46,98 22,92"),
                    WritingVariant.of(2, "94,8 60,4 40,10 34,36 52,48 66,66 58,92 28,98 10,84"),
                    WritingVariant.of(2, "34,14 20,50! 46,42 70,52 74,76 52,96 18,96 / 34,12 60,12 88,10")),
            List.of(
                    WritingVariant.of(3, "65,2 35,25 15,60 20,90 50,99 78,85 76,62 52,52 25,66 18,78"),
                    WritingVariant.of(3, "45,0 25,45 15,80 40,99 75,88 80,65 55,55 25,75"),
                    WritingVariant.of(1, "80,8 50,4 20,35 10,70 30,97 65,95 82,72 62,50 30,58 14,72"),
                    WritingVariant.of(3, "60,0 35,40 18,75 30,98 62,95 72,72 50,62 22,85"),
                    WritingVariant.of(2, "34,0 18,40 10,76 30,98 68,94 92,76 80,60 50,68 26,88"),
                    WritingVariant.of(2, "56,2 34,30 22,66 26,92 46,99 64,86 66,66 50,58 32,70 26,86"),
                    WritingVariant.of(2, "40,2 20,38 10,72 26,98 62,92 86,70 72,52 44,62 34,92")),
            List.of(
                    WritingVariant.of(4, "10,10 50,8 86,6! 60,50 42,100"),
                    WritingVariant.of(2, "12,28 14,8! 50,8 86,8! 62,50 48,100"),
                    WritingVariant.of(2, "10,10 50,8 86,6! 60,50 42,100 / 35,52 60,50 85,48"),
                    WritingVariant.of(2, "10,20 40,5 75,8 80,30 62,65 50,100"),
                    WritingVariant.of(2, "15,20 45,8 75,4! 66,50 60,100"),
                    WritingVariant.of(2, "14,40 22,8! 52,10 84,10! 78,50 74,100"),
                    WritingVariant.of(2, "6,24 34,10 64,12 90,2! 56,50 28,100"),
                    WritingVariant.of(1, "18,14 50,10 80,10! 64,50 52,100 / 28,56 58,54 92,54"),
                    WritingVariant.of(1, "8,46 30,18! 56,20 80,4! 58,50 36,100")),
            List.of(
                    WritingVariant.of(4, "75,15 48,2 22,20 45,48 78,76 50,99 20,78 50,48 78,18 62,3"),
                    WritingVariant.of(2, "50,47 25,25 48,2 75,22 50,47 20,75 48,99 80,75 50,47"),
                    WritingVariant.of(3, "85,8 50,5 22,25 50,48 72,75 42,99 20,78 45,50 88,12"),
                    WritingVariant.of(1, "50,2 25,22 50,46 76,22 50,2 / 50,46 18,72 50,99 82,72 50,46"),
                    WritingVariant.of(2, "78,20 60,3 30,6 20,26 46,44 72,62 70,90 44,98 26,80 46,56 74,34 80,12"),
                    WritingVariant.of(2, "70,8 36,3 24,22 50,42 66,66 56,94 34,96 32,72 56,46 84,26 76,10 58,6"),
                    WritingVariant.of(1, "58,50 24,36 20,10 52,2 80,14 62,46 36,72 40,96 64,94 70,72 46,44")),
            List.of(
                    WritingVariant.of(4, "75,15 45,3 18,25 30,48 62,42 76,12! 74,55 70,100"),
                    WritingVariant.of(2, "76,18 50,2 20,25 35,48 65,38 78,10! 78,55 62,90 25,96"),
                    WritingVariant.of(3, "78,22 50,4 16,28 32,50 68,36 80,18! 62,65 48,100"),
                    WritingVariant.of(2, "72,30 45,50 18,30 42,4 74,14 72,50 62,100"),
                    WritingVariant.of(2, "68,10 40,2 24,20 32,38 54,36 70,14! 64,56 54,100"),
                    WritingVariant.of(2, "84,8 56,4 20,22 14,42 36,50 66,34 80,14! 70,54 64,100"),
                    WritingVariant.of(2, "64,16 40,6 20,24 24,48 48,48 64,24 66,10! 70,50 78,100"),
                    WritingVariant.of(1, "80,10 44,6 18,28 38,46 74,38! 72,66 62,98")));

    private WritingVariants() {
    }

    /** A variant of a digit, each as likely as its weight says. */
    static WritingVariant choose(int digit, ThreefryRandom random) {
        List<WritingVariant> variants = OF_DIGIT.get(digit);
        double rest = random.uniform() * variants.stream().mapToDouble(WritingVariant::weight).sum();
        for (WritingVariant variant : variants) {
            rest -= variant.weight();
            if (rest < 0) {
                return variant;
            }
        }
        return variants.getLast();
    }
}
