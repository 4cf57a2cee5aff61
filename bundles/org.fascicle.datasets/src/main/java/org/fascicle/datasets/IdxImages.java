package org.fascicle.datasets;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Columns;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * Grey images with labels in four gzip-compressed IDX files: images and labels for training, images and labels for the
 * test.
 *
 * <p>Features: x: u8 [side, side, 1], which the model sees as [0, 1]; y: i32 [], the class.
 *
 * @param train number of images for training
 * @param test number of images for the test
 * @param side width and height of an image
 * @param classes names of the classes, in the order of their numbers
 */
record IdxImages(int train, int test, int side, List<String> classes) {
    private static final List<String> NAMES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    /**
     * The four files, which have the same names in all data of this form.
     *
     * @param folder the folder inside a data folder
     * @param mirrors what the names follow in a download's address
     * @param sums SHA-256 in the order train images, train labels, test images, test labels
     */
    static List<DataFile> files(String folder, List<String> mirrors, String... sums) {
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            files.add(new DataFile(folder + "/" + name, sums[i],
                    mirrors.stream().map(mirror -> URI.create(mirror + name)).toList()));
        }
        return List.copyOf(files);
    }

    /** Reads the four files. */
    Splits open(DataFiles found, List<DataFile> files) throws DataException {
        List<Path> paths = found.require(files);
        byte[][] sums = files.stream().map(file -> file.sha256().getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        return new Splits(read(paths.get(0), paths.get(1), train), Optional.of(read(paths.get(2), paths.get(3), test)),
                Fingerprint.of(sums));
    }

    private Columns read(Path imageFile, Path labelFile, int count) throws DataException {
        HostTensor images = Idx.read(imageFile, Shape.of(count, side, side));
        HostTensor labels = Idx.read(labelFile, Shape.of(count));
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = labels.bytes()[i] & 0xff;
            if (numbers[i] >= classes.size()) {
                throw DataException.corrupt(labelFile + ": label " + i + ": expected a class from 0 to "
                        + (classes.size() - 1) + ", found " + numbers[i]);
            }
        }
        List<Feature> features = List.of(
                new Feature("x", TensorType.of(DType.U8, side, side, 1), 1 / 255.0, 0, List.of()),
                Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR), classes));
        return new Columns(features, List.of(
                new HostTensor(TensorType.of(DType.U8, count, side, side, 1), images.bytes()),
                HostTensor.of(Shape.of(count), numbers)));
    }
}
