package org.fascicle.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Columns;
import org.fascicle.data.Feature;
import org.fascicle.data.Fit;
import org.fascicle.data.FittedSplit;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** The values of a table, before anything is learned of them. */
final class CsvTable implements FittedSplit {
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";
    private static final String COMMONEST = "commonest";
    private final Csv options;
    private final int rows;
    private final List<Column> features;
    private final Optional<Column> target;
    private final List<String> notes;
    private final Columns own;

    /**
     * A column.
     *
     * @param name its name
     * @param categorical whether its values are numbers of names
     * @param names these names
     * @param values a value a row; NaN where it is missing
     */
    record Column(String name, boolean categorical, List<String> names, double[] values) {
    }

    /**
     * A table.
     *
     * @param fit what its values go by where nobody says otherwise; none: what all its rows teach
     */
    CsvTable(Csv options, int rows, List<Column> features, Optional<Column> target, Optional<Fit> fit) {
        this.options = options;
        this.rows = rows;
        this.features = features;
        this.target = target;
        this.notes = List.of();
        this.own = through(fit.orElseGet(this::fit));
    }

    private CsvTable(CsvTable table, List<String> notes) {
        this.options = table.options;
        this.rows = table.rows;
        this.features = table.features;
        this.target = table.target;
        this.notes = List.copyOf(notes);
        this.own = table.own;
    }

    /** The same with something that people should know of it. */
    CsvTable with(List<String> remarks) {
        return new CsvTable(this, remarks);
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public int size() {
        return rows;
    }

    @Override
    public List<Feature> features() {
        return own.features();
    }

    @Override
    public void read(int example, Batch batch, int place) {
        own.read(example, batch, place);
    }

    /** What all rows teach. */
    Fit fit() {
        return fit(IntStream.range(0, rows).toArray());
    }

    @Override
    public Fit fit(int[] examples) {
        List<Fit.Column> columns = new ArrayList<>();
        for (Column column : features) {
            columns.add(new Fit.Column(column.name(), column.categorical() ? commonest(column, examples)
                    : moments(column, examples), column.names()));
        }
        target.ifPresent(column -> columns.add(new Fit.Column(column.name(), column.categorical() ? Map.of()
                : moments(column, examples), column.names())));
        return new Fit(columns);
    }

    /** Mean and deviation of what is there; of a column that has nothing there, 0 and 0. */
    private static Map<String, Double> moments(Column column, int[] examples) {
        double sum = 0;
        int count = 0;
        for (int example : examples) {
            if (!Double.isNaN(column.values()[example])) {
                sum += column.values()[example];
                count++;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        for (int example : examples) {
            double value = column.values()[example];
            squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        Map<String, Double> moments = new LinkedHashMap<>();
        moments.put(MEAN, mean);
        moments.put(DEVIATION, Math.sqrt(squares / Math.max(1, count)));
        return moments;
    }

    /** The number of the category that is met most often; of several, the first. */
    private static Map<String, Double> commonest(Column column, int[] examples) {
        int[] counts = new int[Math.max(1, column.names().size())];
        for (int example : examples) {
            if (!Double.isNaN(column.values()[example])) {
                counts[(int) column.values()[example]]++;
            }
        }
        int best = 0;
        for (int number = 1; number < counts.length; number++) {
            best = counts[number] > counts[best] ? number : best;
        }
        return Map.of(COMMONEST, (double) best);
    }

    @Override
    public Columns through(Fit fit) {
        List<Feature> described = new ArrayList<>();
        List<HostTensor> values = new ArrayList<>();
        boolean index = options.encoding() == Csv.Encoding.INDEX;
        List<Column> columns = features.stream().filter(column -> !index || !column.categorical()).toList();
        int width = columns.stream().mapToInt(column -> column.categorical() ? column.names().size() : 1).sum();
        if (width > 0) {
            described.add(Feature.of("x", TensorType.of(DType.F32, width)));
            values.add(HostTensor.of(Shape.of(rows, width), floats(columns, width, fit)));
        }
        List<Column> indexed = features.stream().filter(column -> index && column.categorical()).toList();
        if (!indexed.isEmpty()) {
            described.add(Feature.of(width > 0 ? "categories" : "x", TensorType.of(DType.I32, indexed.size())));
            values.add(HostTensor.of(Shape.of(rows, indexed.size()), numbers(indexed, fit)));
        }
        target.ifPresent(column -> {
            described.add(column.categorical()
                    ? Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR), column.names())
                    : value(fit.column(column.name())));
            values.add(column.categorical() ? HostTensor.of(Shape.of(rows), ints(column))
                    : HostTensor.of(Shape.of(rows), floats(column)));
        });
        return new Columns(described, values);
    }

    /** A value as it stands in the table, standardised where the model sees it. */
    private Feature value(Fit.Column column) {
        double deviation = column.numbers().getOrDefault(DEVIATION, 0.0);
        TensorType type = new TensorType(DType.F32, Shape.SCALAR);
        return options.standardise() && deviation > 0
                ? new Feature("y", type, 1 / deviation, -column.number(MEAN) / deviation, List.of())
                : Feature.of("y", type);
    }

    private float[] floats(List<Column> columns, int width, Fit fit) {
        float[] values = new float[Math.multiplyExact(rows, width)];
        int place = 0;
        for (Column column : columns) {
            double mean = column.categorical() ? 0 : fit.column(column.name()).number(MEAN);
            double deviation = column.categorical() ? 1 : fit.column(column.name()).number(DEVIATION);
            for (int row = 0; row < rows; row++) {
                if (column.categorical()) {
                    values[row * width + place + number(column, row, fit)] = 1;
                } else {
                    double value = Double.isNaN(column.values()[row]) ? mean : column.values()[row];
                    values[row * width + place] = (float) (!options.standardise() ? value
                            : deviation > 0 ? (value - mean) / deviation : 0);
                }
            }
            place += column.categorical() ? column.names().size() : 1;
        }
        return values;
    }

    /** Numbers of categories, those of each column behind those of the columns before it. */
    private int[] numbers(List<Column> columns, Fit fit) {
        int[] numbers = new int[rows * columns.size()];
        int before = 0;
        for (int i = 0; i < columns.size(); i++) {
            for (int row = 0; row < rows; row++) {
                numbers[row * columns.size() + i] = before + number(columns.get(i), row, fit);
            }
            before += columns.get(i).names().size();
        }
        return numbers;
    }

    private static int number(Column column, int row, Fit fit) {
        double value = column.values()[row];
        return (int) (Double.isNaN(value) ? fit.column(column.name()).number(COMMONEST) : value);
    }

    private static float[] floats(Column column) {
        float[] values = new float[column.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) column.values()[i];
        }
        return values;
    }

    private static int[] ints(Column column) {
        int[] numbers = new int[column.values().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) column.values()[i];
        }
        return numbers;
    }
}
