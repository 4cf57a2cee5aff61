package org.fascicle.backend.cpu.machine;

/** Where a tensor begins in its bank. A {@link Loop} moves some places on, so kernels ask each time they run. */
public sealed interface Place {
    /** Its first element. */
    int offset();

    /** The place so many elements further on. */
    default Place plus(int elements) {
        return elements == 0 ? this : new Beyond(this, elements);
    }

    /** A place that stays. */
    static Place at(int offset) {
        return new Fixed(offset);
    }

    /** A place that stays. */
    record Fixed(int offset) implements Place {
    }

    /** A place at a distance from another one. */
    record Beyond(Place from, int elements) implements Place {
        @Override
        public int offset() {
            return from.offset() + elements;
        }
    }

    /** A place that is moved between two kernels, never while one runs. */
    final class Moving implements Place {
        private int offset;

        @Override
        public int offset() {
            return offset;
        }

        /** What reads or writes here does so at another offset from now on. */
        public void moveTo(int next) {
            offset = next;
        }
    }
}
