package baton.device.serial;

import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The host end of a serial line, with as much room as the test gives it. */
final class FakeHost implements Chardev {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    int room = Integer.MAX_VALUE;
    private CharFrontend frontend;
    private Runnable whenRoom;
    private byte[] waiting = {};

    /** Types text; what the port does not take now waits until it accepts input. */
    void type(String text) {
        waiting = (new String(waiting, StandardCharsets.ISO_8859_1) + text).getBytes(StandardCharsets.ISO_8859_1);
        deliver();
    }

    /** Reads what the guest wrote and makes room for more. */
    void drainAll() {
        room = Integer.MAX_VALUE;
        whenRoom.run();
    }

    String text() {
        return written.toString(StandardCharsets.ISO_8859_1);
    }

    private void deliver() {
        int take = Math.min(waiting.length, frontend.canReceive());
        while (take > 0) {
            frontend.received(waiting, take, List.of());
            byte[] rest = new byte[waiting.length - take];
            System.arraycopy(waiting, take, rest, 0, rest.length);
            waiting = rest;
            take = Math.min(waiting.length, frontend.canReceive());
        }
    }

    boolean inputWaits() {
        return waiting.length > 0;
    }

    /** The main loop's turn: what {@link #acceptInput} asked for. */
    void turn() {
        deliver();
    }

    @Override
    public String label() {
        return "serial0";
    }

    @Override
    public String filename() {
        return "null";
    }

    @Override
    public boolean frontendOpen() {
        return frontend != null;
    }

    @Override
    public void attach(CharFrontend user) {
        frontend = user;
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, room);
        room -= taken;
        written.write(bytes, offset, taken);
        return taken;
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public void onRoom(Runnable listener) {
        whenRoom = listener;
    }

    @Override
    public void acceptInput() {}

    @Override
    public boolean isTerminal() {
        return false;
    }

    @Override
    public void drain(int timeoutMillis) {}

    @Override
    public void close() {}
}
