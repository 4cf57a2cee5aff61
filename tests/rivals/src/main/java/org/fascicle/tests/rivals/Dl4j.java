package org.fascicle.tests.rivals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j on its own native arrays. */
final class Dl4j implements Library {
    private static final int CLASSES = 10;
    private static final int WORDS = 65;
    private static final int PLACES = 64;
    private final Random random = new Random(0);

    Dl4j(int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }

    @Override
    public String name() {
        Properties about = new Properties();
        try (InputStream bytes = MultiLayerNetwork.class
                .getResourceAsStream("/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties")) {
            about.load(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "DL4J " + about.getProperty("version");
    }

    @Override
    public Optional<Runnable> step(String name) {
        return Optional.ofNullable(switch (name) {
            case "mlp-64" -> training(mlp(), Nd4j.rand(64, 784), classes(64));
            case "mlp-512" -> training(mlp(), Nd4j.rand(512, 784), classes(512));
            case "nielsen-10" -> training(network(new Sgd(3), InputType.feedForward(784),
                    dense(30, Activation.SIGMOID), output(LossFunction.SQUARED_LOSS, Activation.SIGMOID)),
                    Nd4j.rand(10, 784), classes(10));
            case "conv-64" -> training(convolutions(), Nd4j.rand(64, 1, 28, 28), classes(64));
            case "lstm-32" -> training(recurrence(), words(32), nextWords(32));
            case "mlp-forward-1" -> forward(mlp(), Nd4j.rand(1, 784));
            default -> null;
        });
    }

    private static MultiLayerNetwork mlp() {
        return network(new Adam(1e-3), InputType.feedForward(784), dense(128, Activation.RELU),
                dense(64, Activation.RELU), output(LossFunction.MCXENT, Activation.SOFTMAX));
    }

    private static MultiLayerNetwork convolutions() {
        return network(new Adam(1e-3), InputType.convolutional(28, 28, 1),
                new ConvolutionLayer.Builder(3, 3).nOut(32).activation(Activation.RELU).build(),
                new ConvolutionLayer.Builder(3, 3).nOut(64).activation(Activation.RELU).build(),
                new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                dense(128, Activation.RELU), output(LossFunction.MCXENT, Activation.SOFTMAX));
    }

    private static MultiLayerNetwork recurrence() {
        return initialized(list(new Adam(1e-3),
                new EmbeddingSequenceLayer.Builder().nIn(WORDS).nOut(64).inputLength(PLACES).build(),
                new LSTM.Builder().nIn(64).nOut(256).build(),
                new RnnOutputLayer.Builder(LossFunction.MCXENT).nIn(256).nOut(WORDS).activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW).build()));
    }

    private static Layer dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation).build();
    }

    private static Layer output(LossFunction loss, Activation activation) {
        return new OutputLayer.Builder(loss).nOut(CLASSES).activation(activation).build();
    }

    private static MultiLayerNetwork network(IUpdater updater, InputType input, Layer... layers) {
        return initialized(list(updater, layers).setInputType(input));
    }

    private static NeuralNetConfiguration.ListBuilder list(IUpdater updater, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().updater(updater).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list;
    }

    private static MultiLayerNetwork initialized(NeuralNetConfiguration.ListBuilder list) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static Runnable training(MultiLayerNetwork network, INDArray x, INDArray y) {
        return () -> network.fit(x, y);
    }

    private static Runnable forward(MultiLayerNetwork network, INDArray x) {
        return () -> network.output(x);
    }

    private INDArray classes(int batch) {
        INDArray y = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            y.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return y;
    }

    private INDArray words(int batch) {
        INDArray x = Nd4j.zeros(batch, 1, PLACES);
        for (int i = 0; i < batch; i++) {
            for (int place = 0; place < PLACES; place++) {
                x.putScalar(i, 0, place, random.nextInt(WORDS));
            }
        }
        return x;
    }

    private INDArray nextWords(int batch) {
        INDArray y = Nd4j.zeros(batch, WORDS, PLACES);
        for (int i = 0; i < batch; i++) {
            for (int place = 0; place < PLACES; place++) {
                y.putScalar(i, random.nextInt(WORDS), place, 1);
            }
        }
        return y;
    }
}
