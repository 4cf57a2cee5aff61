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
 * Fashion-MNIST: 60,000 pictures of clothes for training and 10,000 for the test, 28 × 28, ten classes (Xiao, Rasul,
 * Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms, 2017).
 *
 * <p>Features: x: u8 [28, 28, 1], which the model sees as [0, 1]; y: i32 [], the class.
 */
@About("Fashion-MNIST: 70,000 pictures of clothes, 28 × 28; four files of 30.9 MB together")
public record FashionMnist() implements Dataset {
    private static final List<DataFile> FILES = IdxImages.files("fashion-mnist",
            List.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");

    @Override
    public Splits open(DataFiles files, long seed) throws DataException {
        return new IdxImages(60_000, 10_000, 28, List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")).open(files, FILES);
    }

    /** Reads Fashion-MNIST. */
    @Component
    @DatasetName("fashion-mnist")
    public static final class Type implements DatasetType<FashionMnist> {
        @Override
        public FashionMnist example() {
            return new FashionMnist();
        }
    }
}
