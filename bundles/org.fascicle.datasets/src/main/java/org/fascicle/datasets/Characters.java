package org.fascicle.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.DataException;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;

/**
 * A text as numbers: its vocabulary is the characters that occur in it, in the order of their code points. It is split
 * by position, since neighbouring characters tell each other: the first 90 % to learn from, the next 5 % for
 * validation, the last 5 % for the test.
 *
 * @param numbers the number of each character
 * @param vocabulary the character of each number
 */
record Characters(int[] numbers, List<String> vocabulary) {
    static Characters of(String text) {
        int[] points = text.codePoints().toArray();
        int[] known = Arrays.stream(points).distinct().sorted().toArray();
        int[] numbers = Arrays.stream(points).map(point -> Arrays.binarySearch(known, point)).toArray();
        return new Characters(numbers, Arrays.stream(known).mapToObj(Character::toString).toList());
    }

    /**
     * Blocks of the text.
     *
     * @param stride from one block for training to the next; those for validation and test stand side by side
     * @throws DataException when the text is too short for a block in each part
     */
    Splits blocks(int block, int stride, Fingerprint fingerprint) throws DataException {
        int training = Math.toIntExact(numbers.length * 9L / 10);
        int validation = Math.toIntExact(numbers.length * 19L / 20);
        TextBlocks last = blocks(validation, numbers.length, block, block);
        if (last.size() == 0 || blocks(training, validation, block, block).size() == 0) {
            throw DataException.corrupt("a text of " + numbers.length + " characters has no block of " + block
                    + " in each twentieth; make the blocks shorter");
        }
        return new Splits(blocks(0, training, block, stride),
                Optional.of(blocks(training, validation, block, block)), Optional.of(last), fingerprint);
    }

    private TextBlocks blocks(int from, int to, int block, int stride) {
        return new TextBlocks(numbers, vocabulary, from, to, block, stride);
    }
}
