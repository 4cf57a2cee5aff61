package org.fascicle.datasets;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.DatasetName;
import org.fascicle.data.DatasetType;
import org.fascicle.data.Splits;
import org.osgi.service.component.annotations.Component;

/**
 * MNIST: 60,000 handwritten digits for training and 10,000 for the test, 28 × 28, white on black (LeCun, Bottou,
 * Bengio, Haffner: Gradient-based learning applied to document recognition, 1998).
 *
 * <p>Features: x: u8 [28, 28, 1], which the model sees as [0, 1]; y: i32 [], the digit.
 */
@About("MNIST: 70,000 handwritten digits, 28 × 28; four files of 11.6 MB together")
public record Mnist() implements Dataset {
    private static final List<DataFile> FILES = IdxImages.files("mnist",
            List.of("https://ossci-datasets.s3.amazonaws.com/mnist/",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/"),
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        return new IdxImages(60_000, 10_000, 28, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
                .open(files, FILES);
    }

    /** Reads MNIST. */
    @Component
    @DatasetName("mnist")
    public static final class Type implements DatasetType<Mnist> {
        @Override
        public Mnist example() {
            return new Mnist();
        }
    }
}
