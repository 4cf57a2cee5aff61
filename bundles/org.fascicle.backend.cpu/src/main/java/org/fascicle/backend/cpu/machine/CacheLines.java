package org.fascicle.backend.cpu.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where large arrays lie. The JVM puts them at any multiple of 8 bytes; a vector that lies on two cache lines takes two
 * accesses, and two threads that write to one line wait for each other. A copy lies better where the collector puts one
 * large array behind the other, as the serial one does from {@code PretenureSizeThreshold} on.
 */
final class CacheLines {
    /** Bytes of a line. */
    static final int LINE = 64;
    /** Bytes from which on an array is large: {@code conf/jvm.options} names the same number. */
    private static final int LARGE = 1 << 21;
    private static final int HEADER = 16;
    /** Takes an array and gives back where it lies; it writes the byte 0 to none of its bytes. */
    @SuppressWarnings("restricted")
    private static final Optional<MethodHandle> MEMSET = CacheLines.class.getModule().isNativeAccessEnabled()
            ? Linker.nativeLinker().defaultLookup().find("memset").map(function -> Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG), Linker.Option.critical(true)))
            : Optional.empty();

    private CacheLines() {
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
    static float[] moved(float[] array, int lead) {
        byte[] before = new byte[LARGE];
        OptionalLong address = address(MemorySegment.ofArray(before));
        if (address.isEmpty()) {
            return array;
        }
        long elements = address.getAsLong() + LARGE + HEADER + LARGE + HEADER + lead;
        byte[] filler = new byte[LARGE + (int) Math.floorMod(-elements, (long) LINE)];
        float[] copy = Arrays.copyOf(array, array.length);
        // the filler is there for where it ends
        Reference.reachabilityFence(filler);
        return begin(copy, lead) ? copy : array;
    }

    /** Where the elements of an array lie at this moment: the collector may move them. */
    private static OptionalLong address(MemorySegment array) {
        if (MEMSET.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(((MemorySegment) MEMSET.get().invokeExact(array, 0, 0L)).address());
        } catch (Throwable thrown) {
            throw new IllegalStateException("memset of no bytes failed", thrown);
        }
    }
}
