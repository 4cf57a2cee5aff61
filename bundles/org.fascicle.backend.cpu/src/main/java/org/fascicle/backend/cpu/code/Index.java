package org.fascicle.backend.cpu.code;

import java.lang.classfile.CodeBuilder;
import java.util.OptionalInt;

/**
 * A place in memory: where a row begins, and how far a loop has come in it.
 *
 * @param begin the local variable that holds the first element of the row
 * @param position the local variable that counts the elements of the row, none for the first element
 */
public record Index(int begin, OptionalInt position) {
    /** Pushes the number of the element. */
    void push(CodeBuilder code) {
        code.iload(begin);
        if (position.isPresent()) {
            code.iload(position.getAsInt()).iadd();
        }
    }
}
