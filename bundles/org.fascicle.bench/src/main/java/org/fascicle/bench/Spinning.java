package org.fascicle.bench;

import java.io.IOException;

/** A program that does nothing with all its might. Knows no other class, for it runs in a process without any. */
final class Spinning {
    private Spinning() {
    }

    /** Says that it is at work, and ends with its input, so that it does not outlive who started it. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        System.out.write('\n');
        System.out.flush();
        while (System.in.read() >= 0) {
            // nobody says anything until the end
        }
    }
}
