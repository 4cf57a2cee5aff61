package org.fascicle.initializers;

import org.fascicle.testkit.InitializerContract;
import org.junit.jupiter.api.Nested;

class InitializerContractsTest {
    @Nested
    class ConstantTest extends InitializerContract<Constant> {
    }

    @Nested
    class ZerosTest extends InitializerContract<Zeros> {
    }

    @Nested
    class OnesTest extends InitializerContract<Ones> {
    }

    @Nested
    class NormalTest extends InitializerContract<Normal> {
    }

    @Nested
    class GlorotUniformTest extends InitializerContract<GlorotUniform> {
    }

    @Nested
    class GlorotNormalTest extends InitializerContract<GlorotNormal> {
    }

    @Nested
    class HeUniformTest extends InitializerContract<HeUniform> {
    }

    @Nested
    class HeNormalTest extends InitializerContract<HeNormal> {
    }

    @Nested
    class UniformFanInTest extends InitializerContract<UniformFanIn> {
    }

    @Nested
    class UniformTest extends InitializerContract<Uniform> {
    }

    @Nested
    class TruncatedNormalTest extends InitializerContract<TruncatedNormal> {
    }

    @Nested
    class LecunNormalTest extends InitializerContract<LecunNormal> {
    }

    @Nested
    class LecunUniformTest extends InitializerContract<LecunUniform> {
    }

    @Nested
    class OrthogonalTest extends InitializerContract<Orthogonal> {
    }
}
