package org.fascicle.tests.rivals;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Optional;

/** The Deep Java Library on PyTorch, whose native code comes in jars; nothing is downloaded when it runs. */
final class Djl implements Library {
    private static final int CLASSES = 10;
    private final NDManager manager;

    Djl(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        manager = NDManager.newBaseManager();
    }

    @Override
    public String name() {
        return "DJL " + Engine.getDjlVersion() + " on PyTorch " + Engine.getInstance().getVersion();
    }

    @Override
    public Optional<Runnable> step(String name) {
        return Optional.ofNullable(switch (name) {
            case "mlp-64" -> training(mlp(), new Shape(64, 784), adam(), Loss.softmaxCrossEntropyLoss());
            case "mlp-512" -> training(mlp(), new Shape(512, 784), adam(), Loss.softmaxCrossEntropyLoss());
            case "nielsen-10" -> training(nielsen(), new Shape(10, 784), Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(3)).build(), new HalfSquares());
            case "conv-64" -> training(convolutions(), new Shape(64, 1, 28, 28), adam(),
                    Loss.softmaxCrossEntropyLoss());
            case "mlp-forward-1" -> forward(mlp(), new Shape(1, 784));
            default -> null;
        });
    }

    private static Optimizer adam() {
        return Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    }

    private static Block mlp() {
        return new SequentialBlock().add(dense(128)).add(Activation.reluBlock()).add(dense(64))
                .add(Activation.reluBlock()).add(dense(CLASSES));
    }

    private static Block nielsen() {
        return new SequentialBlock().add(dense(30)).add(Activation.sigmoidBlock()).add(dense(CLASSES))
                .add(Activation.sigmoidBlock());
    }

    private static Block convolutions() {
        Shape three = new Shape(3, 3);
        Shape two = new Shape(2, 2);
        return new SequentialBlock()
                .add(Conv2d.builder().setKernelShape(three).setFilters(32).build()).add(Activation.reluBlock())
                .add(Conv2d.builder().setKernelShape(three).setFilters(64).build()).add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(two, two)).add(Blocks.batchFlattenBlock())
                .add(dense(128)).add(Activation.reluBlock()).add(dense(CLASSES));
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Trainer trainer(Block network, Shape shape, DefaultTrainingConfig configuration) {
        Model model = Model.newInstance("rival");
        model.setBlock(network);
        Trainer trainer = model.newTrainer(configuration);
        trainer.initialize(shape);
        return trainer;
    }

    private Runnable training(Block network, Shape shape, Optimizer optimizer, Loss loss) {
        Trainer trainer = trainer(network, shape, new DefaultTrainingConfig(loss).optOptimizer(optimizer));
        NDArray x = manager.randomUniform(0, 1, shape);
        NDArray y = manager.randomInteger(0, CLASSES, new Shape(shape.get(0)), DataType.INT32)
                .toType(DataType.FLOAT32, false);
        return () -> {
            try (NDManager scope = manager.newSubManager()) {
                scope.tempAttachAll(x, y);
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(loss.evaluate(new NDList(y), trainer.forward(new NDList(x))));
                }
                trainer.step();
            }
        };
    }

    private Runnable forward(Block network, Shape shape) {
        // a trainer asks for a loss, which has no part in going forward
        Trainer trainer = trainer(network, shape, new DefaultTrainingConfig(Loss.l2Loss()));
        NDArray x = manager.randomUniform(0, 1, shape);
        return () -> {
            try (NDManager scope = manager.newSubManager()) {
                scope.tempAttachAll(x);
                trainer.evaluate(new NDList(x));
            }
        };
    }

    /** Half the squared distance, the mean over the batch. */
    private static final class HalfSquares extends Loss {
        HalfSquares() {
            super("half squares");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            NDArray output = predictions.singletonOrThrow();
            NDArray target = labels.singletonOrThrow().toType(DataType.INT32, false).oneHot(CLASSES);
            return output.sub(target).square().sum().div(2 * output.getShape().get(0));
        }
    }
}
