package baton.chardev.testing;

import baton.chardev.CharFrontend;
import baton.nat.libc.Fd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A front end that takes as much as it is told to and writes down what happens. */
public final class RecordingFrontend implements CharFrontend {
    /** What happened but for bytes: {@code opened}, {@code closed}, {@code focus true}, {@code break}. */
    public final List<String> events = new ArrayList<>();
    /** Descriptors that came along. */
    public final List<Fd> fds = new ArrayList<>();
    /** What {@link #canReceive} says. */
    public int takes = 4096;
    /** What a second client is told. */
    public String refusal = "";

    /** What it says it has not acted upon. */
    public String unread = "";

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    /** Everything received so far. */
    public String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether it says that another process's can go on. */
    public boolean goesOn;

    @Override
    public boolean goesOn() {
        return goesOn;
    }

    /** What it says it has agreed on; null for a front end whose next one begins anew. */
    public String agreed;

    @Override
    public boolean mayGoOn() {
        return goesOn || agreed != null;
    }

    @Override
    public byte[] agreed() {
        return agreed == null ? null : agreed.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void goOn(byte[] words) {
        events.add("went on from " + new String(words, StandardCharsets.US_ASCII));
    }

    @Override
    public int canReceive() {
        return takes;
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> more) {
        if (length > takes) {
            throw new IllegalStateException(length + " bytes for a front end that takes " + takes);
        }
        received.write(bytes, 0, length);
        fds.addAll(more);
    }

    @Override
    public byte[] unread() {
        return unread.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void opened() {
        events.add("opened");
    }

    @Override
    public void closed() {
        events.add("closed");
    }

    @Override
    public void focused(boolean focus) {
        events.add("focus " + focus);
    }

    @Override
    public void breakReceived() {
        events.add("break");
    }

    @Override
    public byte[] refusal() {
        return refusal.getBytes(StandardCharsets.US_ASCII);
    }
}
