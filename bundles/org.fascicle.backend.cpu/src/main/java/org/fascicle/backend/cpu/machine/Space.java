package org.fascicle.backend.cpu.machine;

import java.util.Map;
import java.util.TreeMap;

/** Hands out stretches of one array: the lowest hole that fits, else new ground behind all others. */
final class Space {
    /** Offset → length; two holes never touch. */
    private final TreeMap<Integer, Integer> holes = new TreeMap<>();
    private int end;

    /** A space whose first stretch begins at an element. */
    Space(int first) {
        end = first;
    }

    int allocate(int length) {
        for (Map.Entry<Integer, Integer> hole : holes.entrySet()) {
            int offset = hole.getKey();
            int rest = hole.getValue() - length;
            if (rest >= 0) {
                holes.remove(offset);
                if (rest > 0) {
                    holes.put(offset + length, rest);
                }
                return offset;
            }
        }
        int offset = end;
        end = Math.addExact(end, length);
        return offset;
    }

    void free(int offset, int length) {
        int from = offset;
        int to = offset + length;
        Map.Entry<Integer, Integer> before = holes.lowerEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
        }
        Integer behind = holes.remove(to);
        if (behind != null) {
            to += behind;
        }
        holes.remove(from);
        if (to == end) {
            end = from;
        } else {
            holes.put(from, to - from);
        }
    }

    /** First element behind all that is handed out. */
    int end() {
        return end;
    }
}
