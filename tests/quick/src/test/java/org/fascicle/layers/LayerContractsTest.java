package org.fascicle.layers;

import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;

class LayerContractsTest {
    @Nested
    class DenseTest extends LayerContract<Dense> {
    }

    @Nested
    class FlattenTest extends LayerContract<Flatten> {
    }

    @Nested
    class ActivationLayerTest extends LayerContract<ActivationLayer> {
    }

    @Nested
    class DropoutTest extends LayerContract<Dropout> {
    }

    @Nested
    class SequentialTest extends LayerContract<Sequential> {
    }

    @Nested
    class ResidualTest extends LayerContract<Residual> {
    }

    @Nested
    class PreluTest extends LayerContract<Prelu> {
    }

    @Nested
    class SharedPreluTest extends LayerContract<Prelu> {
        @Override
        protected Prelu contribution() {
            return new Prelu(true, 0.25);
        }
    }
}
