package org.fascicle.backend.cpu.code;

import java.lang.classfile.CodeBuilder;
import java.util.OptionalInt;

/**
 * A place in memory: where a row begins, how far a loop has come in it, and how far behind that.
 *
 * @param begin the local variable that holds the first element of the row
 * @param position the local variable that counts the elements of the row, none for the first element
 * @param further elements behind
 */
public record Index(int begin, OptionalInt position, int further) {
    /** A place that a loop comes to in a row. */
    public static Index at(int begin, OptionalInt position) {
        return new Index(begin, position, 0);
    }

    /** A place at a fixed distance from an element. */
    public static Index behind(int begin, int further) {
        return new Index(begin, OptionalInt.empty(), further);
    }

    /** A place so many elements behind this one. */
    public Index plus(int elements) {
        return new Index(begin, position, further + elements);
    }

    /** Pushes the number of the element. */
    void push(CodeBuilder code) {
        code.iload(begin);
        if (position.isPresent()) {
            code.iload(position.getAsInt()).iadd();
        }
        if (further != 0) {
            code.loadConstant(further).iadd();
        }
    }
}
