package baton.monitor.testing;

import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.nat.libc.Fd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A chardev whose host side is the test: typed bytes go in as the front end takes them, written bytes are kept. */
public final class FakeChardev implements Chardev {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private CharFrontend frontend;
    private Runnable whenRoom;
    private int room = Integer.MAX_VALUE;
    private byte[] unread = {};
    private boolean terminal;
    private byte[] agreed;

    /** Attaches {@code frontend} at {@code attach} and opens it. */
    @Override
    public void attach(CharFrontend user) {
        frontend = user;
        if (agreed == null) {
            user.opened();
        } else {
            user.goOn(agreed);
        }
    }

    /** The client has talked to another process's front end, which had agreed on this. */
    public FakeChardev goingOn(byte[] words) {
        agreed = words;
        return this;
    }

    /** Makes it a terminal. */
    public FakeChardev terminal() {
        terminal = true;
        return this;
    }

    /** The client types; what the front end does not take now waits. */
    public void type(byte[] bytes) {
        byte[] all = new byte[unread.length + bytes.length];
        System.arraycopy(unread, 0, all, 0, unread.length);
        System.arraycopy(bytes, 0, all, unread.length, bytes.length);
        unread = all;
        acceptInput();
    }

    /** The client types text. */
    public void type(String text) {
        type(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The client sends text with descriptors. */
    public void type(String text, List<Fd> fds) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frontend.received(bytes, bytes.length, fds);
    }

    /** How many typed bytes nobody has taken. */
    public int unread() {
        return unread.length;
    }

    /** The client reads no more than {@code bytes} from now on. */
    public void stall(int bytes) {
        room = bytes;
    }

    /** The client reads everything again. */
    public void drained() {
        room = Integer.MAX_VALUE;
        whenRoom.run();
    }

    /** The client leaves and comes back. */
    public void reconnect() {
        unread = new byte[0];
        frontend.closed();
        frontend.opened();
    }

    /** What was written since the last call. */
    public String read() {
        String text = written.toString(StandardCharsets.ISO_8859_1);
        written.reset();
        return text;
    }

    @Override
    public void acceptInput() {
        for (int n = Math.min(frontend.canReceive(), unread.length); n > 0; n = take(n)) {}
    }

    private int take(int n) {
        byte[] part = new byte[n];
        System.arraycopy(unread, 0, part, 0, n);
        byte[] rest = new byte[unread.length - n];
        System.arraycopy(unread, n, rest, 0, rest.length);
        unread = rest;
        frontend.received(part, n, List.of());
        return Math.min(frontend.canReceive(), unread.length);
    }

    @Override
    public String label() {
        return "fake";
    }

    @Override
    public String filename() {
        return "fake";
    }

    @Override
    public boolean frontendOpen() {
        return frontend != null;
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        int taken = Math.min(room, length);
        room -= room == Integer.MAX_VALUE ? 0 : taken;
        written.write(bytes, offset, taken);
        return taken;
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public void onRoom(Runnable run) {
        whenRoom = run;
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public void drain(int timeoutMillis) {}

    @Override
    public void close() {}
}
