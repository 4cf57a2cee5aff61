package org.fascicle.testkit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every operation and every function composed of some, one row each. A new operation is tested, on every backend, once
 * it has a row.
 */
public final class OpTable {
    private static final List<OpRow> ROWS = Stream.of(UnaryRows.all(), BinaryRows.all(), IntegerRows.all(),
            SelectionRows.all(), ReductionRows.all(), MovementRows.all(), IndexingRows.all(), ProductRows.all(),
            SourceRows.all(), ComposedRows.all(), OrderingRows.all(), DynamicRows.all(), WindowRows.all(),
            ConvolutionRows.all(), RecurrenceRows.all(), AttentionRows.all()).flatMap(List::stream).toList();

    private OpTable() {
    }

    /** All rows. */
    public static List<OpRow> rows() {
        return ROWS;
    }
}
