package org.fascicle.backend.cpu.code;

/** A value in a kernel that is being generated: a local variable, or a number that is known. */
public sealed interface Value {
    /** What it consists of. */
    Kind kind();

    /** A known number. */
    static Value of(float value) {
        return new Real(value);
    }

    /** A known whole number. */
    static Value of(int value) {
        return new Whole(value);
    }

    /** What the elements of a value are. */
    enum Kind {
        /** Floats. */
        FLOAT,
        /** Ints; bytes are ints from 0 to 255. */
        INT,
        /** Truth values: a mask in a vector, 0 or 1 in a single element. */
        TRUTH
    }

    /**
     * A local variable.
     *
     * @param slot its number
     */
    record Local(Kind kind, int slot) implements Value {
    }

    /**
     * A known number.
     *
     * @param value the number
     */
    record Real(float value) implements Value {
        @Override
        public Kind kind() {
            return Kind.FLOAT;
        }
    }

    /**
     * A known whole number.
     *
     * @param value the number
     */
    record Whole(int value) implements Value {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }
}
