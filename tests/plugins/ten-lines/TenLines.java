import java.util.*;
import org.fascicle.activations.*;
import org.fascicle.backend.Limits;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.step.*;
import org.fascicle.data.Batch;
import org.fascicle.datasets.Xor;
import org.fascicle.layers.*;
import org.fascicle.losses.Quadratic;
import org.fascicle.optimizers.Adam;

void main() throws Exception {
    var corners = new Xor(1, 0).open(files -> List.of(), 1).train();
    var batch = Batch.of(4, corners.features());
    batch.fill(corners, new int[] {0, 1, 2, 3}, 0);
    var model = Sequential.of(new Dense(8, new Tanh()), new Dense(1, new Sigmoid()));
    var task = new Task(model, new Quadratic(), new Adam(0.05), Map.of(), corners.features());
    var backend = new CpuBackend();
    try (var session = backend.open(backend.devices().getFirst(), Limits.unlimited())) {
        var learner = new Learner(task, backend, session, 1);
        for (int step = 0; step < 500; step++) learner.train(batch, 0.05);
        IO.println(Arrays.toString(learner.predict(batch).floats()));
    }
}
