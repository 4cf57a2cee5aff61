package org.fascicle.compiler;

import java.util.Map;
import java.util.TreeMap;

/** One arena while it is planned: first fit among the gaps, else at the end. */
final class FreeSpace {
    private final TreeMap<Integer, Integer> gaps = new TreeMap<>();
    private int size;

    int take(int length) {
        for (Map.Entry<Integer, Integer> gap : gaps.entrySet()) {
            if (gap.getValue() >= length) {
                int offset = gap.getKey();
                int rest = gap.getValue() - length;
                gaps.remove(offset);
                if (rest > 0) {
                    gaps.put(offset + length, rest);
                }
                return offset;
            }
        }
        Map.Entry<Integer, Integer> last = gaps.lastEntry();
        if (last != null && last.getKey() + last.getValue() == size) {
            gaps.remove(last.getKey());
            size = Math.addExact(last.getKey(), length);
            return last.getKey();
        }
        int offset = size;
        size = Math.addExact(size, length);
        return offset;
    }

    void release(int offset, int length) {
        int start = offset;
        int end = offset + length;
        Map.Entry<Integer, Integer> left = gaps.lowerEntry(offset);
        if (left != null && left.getKey() + left.getValue() == offset) {
            start = left.getKey();
            gaps.remove(left.getKey());
        }
        Integer right = gaps.remove(end);
        gaps.put(start, (right == null ? end : end + right) - start);
    }

    int size() {
        return size;
    }
}
