package org.fascicle.layers;

import java.util.List;
import org.fascicle.tensor.Tensor;

/** What one kind of recurrent layer does from one place of a sequence to the next. */
interface Cell {
    /** How many vectors of the units' length the input is projected to. */
    int gates();

    /** Names of the states; the first is the output. */
    List<String> states();

    /**
     * The states at a place.
     *
     * @param states those of the place before: [batch, units] each
     * @param input the input of the place, projected, biases included: [batch, gates · units]
     * @param recurrent the recurrent weight [units, gates · units] and, where the cell has one, its bias [units]
     */
    List<Tensor> next(List<Tensor> states, Tensor input, List<Tensor> recurrent);
}
