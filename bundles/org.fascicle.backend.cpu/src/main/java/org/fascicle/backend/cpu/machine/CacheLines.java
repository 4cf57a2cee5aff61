package org.fascicle.backend.cpu.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where large arrays lie. The JVM puts them at any multiple of 8 bytes; a vector that lies on two cache lines takes two
 * accesses, and two threads that write to one line wait for each other. A copy lies better where the collector puts one
 * large array behind the other, as the serial one does from {@code PretenureSizeThreshold} on. When it closes gaps, it
 * moves what lies behind them: so what is dropped takes whole lines, and a copy stays where lines begin.
 */
final class CacheLines {
    /** Bytes of a line. */
    static final int LINE = 64;
    /** Bytes from which on an array is large: {@code conf/jvm.options} names the same number. */
    private static final int LARGE = 1 << 21;
    private static final int HEADER = 16;

    /** What lies before the last copy: where it ends decides where the copy begins. */
    private byte[] filler = new byte[0];

    /**
     * The least number of elements, of so many bytes each, that are no fewer than asked and fill lines together with
     * the header of their array.
     */
    static long whole(long elements, int bytes) {
        return (Math.ceilDiv(HEADER + elements * bytes, LINE) * LINE - HEADER) / bytes;
    }

    /** Whether elements from a byte of an array on begin with a line, as far as known; small arrays are not asked. */
    static boolean begin(float[] array, int lead) {
        if ((long) array.length * Float.BYTES < LARGE) {
            return true;
        }
        OptionalLong address = address(MemorySegment.ofArray(array));
        return address.isEmpty() || (address.getAsLong() + lead) % LINE == 0;
    }

    /** The same elements, most likely where those from a byte of the array on begin with a line. */
    float[] moved(float[] array, int lead) {
        float[] moved = copy(array, lead);
        if (begin(moved, lead)) {
            return moved;
        }
        // The heap had to be made larger, and with that everything moved. Once this copy is gone, another one fits.
        moved = array;
        System.gc();
        if (!begin(array, lead)) {
            moved = copy(array, lead);
        }
        return begin(moved, lead) ? moved : array;
    }

    private float[] copy(float[] array, int lead) {
        int dropped = filler.length == 0 ? HEADER : HEADER + filler.length + HEADER;
        byte[] probe = new byte[LARGE + Math.floorMod(-dropped, LINE)];
        OptionalLong address = address(MemorySegment.ofArray(probe));
        if (address.isEmpty()) {
            return array;
        }
        long elements = address.getAsLong() + probe.length + HEADER + LARGE + HEADER + lead;
        filler = new byte[LARGE + (int) Math.floorMod(-elements, (long) LINE)];
        return Arrays.copyOf(array, array.length);
    }

    /** Where the elements of an array lie at this moment: the collector may move them. */
    private static OptionalLong address(MemorySegment array) {
        if (Memset.HANDLE.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(((MemorySegment) Memset.HANDLE.get().invokeExact(array, 0, 0L)).address());
        } catch (Throwable thrown) {
            throw new IllegalStateException("memset of no bytes failed", thrown);
        }
    }

    /** A class of its own, because it takes 24 ms to make the handle; there may be no large array to look at. */
    private static final class Memset {
        /** Takes an array and gives back where it lies; it writes the byte 0 to none of its bytes. */
        @SuppressWarnings("restricted")
        static final Optional<MethodHandle> HANDLE = CacheLines.class.getModule().isNativeAccessEnabled()
                ? Linker.nativeLinker().defaultLookup().find("memset").map(function -> Linker.nativeLinker()
                        .downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG), Linker.Option.critical(true)))
                : Optional.empty();
    }
}
