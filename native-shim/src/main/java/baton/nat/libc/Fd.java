package baton.nat.libc;

import baton.base.Closer;

/** One open file descriptor and its owner. */
public final class Fd implements Closer.Resource {
    private int number;

    private Fd(int number) {
        this.number = number;
    }

    /** Takes ownership of descriptor {@code number}. */
    public static Fd owned(int number) {
        return new Fd(number);
    }

    /** The descriptor number; -1 once closed. */
    public int number() {
        return number;
    }

    @Override
    public void close() {
        number = -1;
    }
}
