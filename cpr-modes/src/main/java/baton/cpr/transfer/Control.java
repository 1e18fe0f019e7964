package baton.cpr.transfer;

import baton.base.Bytes;
import baton.base.Closer;
import baton.cpr.state.CprFd;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of the socket on which two Batons agree who runs the guest. A message is its type's letter, the length of a
 * text in two bytes, and the text. One thread reads; any may write.
 *
 * <p>A message that {@link #send} sent whole is one that the other side gets unless it ends first, and none can be sent once
 * the other side has called {@link #lastWord}: the kernel does both under the lock of the socket they go to. So "has the new
 * process taken the guest?" has one answer, the same for both (docs/wire/cpr.md, 2.1).
 */
final class Control implements Closer.Resource {
    /** What a message says. */
    enum Type {
        /** Old to new: all of the guest is on its way, run it; how long it has stood still is the text. */
        GO('G'),
        /** New to old: it is about to run here; the text names the process. */
        TAKEN('T'),
        /** Either: the guest will not run on the new side; the text says why. */
        NO('N'),
        /** Old to new, before all others: what a device has open comes with this, its name is the text; no name after the last. */
        DEVICE('D'),
        /** The other side has ended, or talks nonsense. */
        END('\0'),
        /** Nothing came in time. */
        NOTHING('\0'),
        /** Somebody stopped the wait. */
        STOPPED('\0');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }
    }

    /** A message. */
    record Message(Type type, String text) {}

    private static final int HEAD = 3;
    private static final int MAX_TEXT = 4096;
    private static final Message ENDED = new Message(Type.END, "");
    private static final Message SILENCE = new Message(Type.NOTHING, "");

    private final Fd socket;
    private final byte[] bytes = new byte[HEAD + MAX_TEXT];
    private int length;
    /** Descriptors that came along, in their order. */
    private final List<Fd> came = new ArrayList<>();

    private final List<CprFd> devices = new ArrayList<>();
    private boolean allDevices;

    /** Takes over a connected socket. */
    Control(Fd socket) throws IOException {
        this.socket = socket;
        socket.nonBlocking(true);
    }

    /** To wait for a message in another way than {@link #await}. */
    Fd socket() {
        return socket;
    }

    /** Sends; false when the other side listens no more, and will never see it. */
    synchronized boolean send(Type type, String text, int... fds) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int size = Math.min(all.length, MAX_TEXT);
        byte[] message = new byte[HEAD + size];
        message[0] = (byte) type.letter;
        Bytes.put16(message, 1, size);
        System.arraycopy(all, 0, message, HEAD, size);
        try {
            return socket.number() >= 0 && Sockets.send(socket, message, 0, message.length, fds) == message.length;
        } catch (IOException e) {
            // Reading finds out why.
            return false;
        }
    }

    /** From now on the other side can say nothing: what it has said of that type, or null if it never will. */
    Message lastWord(Type wanted) {
        Sockets.shutdown(socket, Sys.SHUT_RD);
        Message message = next();
        while (message.type() != wanted && message.type() != Type.END && message.type() != Type.NOTHING) {
            message = next();
        }
        return message.type() == wanted ? message : null;
    }

    /** The next message of those that have come; {@link Type#NOTHING} when there is none. Does not wait. */
    Message next() {
        Message message = parse();
        while (message == null) {
            int n = fill();
            if (n <= 0) {
                return n == 0 ? ENDED : SILENCE;
            }
            message = parse();
        }
        return message;
    }

    /** Waits for the next message. */
    Message await(Wait wait, long deadline) throws IOException {
        while (true) {
            Message message = parse();
            if (message != null) {
                return message;
            }
            switch (wait.readable(socket, deadline)) {
                case TIMED_OUT -> {
                    return SILENCE;
                }
                case STOPPED -> {
                    return new Message(Type.STOPPED, "");
                }
                default -> {
                    if (fill() == 0) {
                        return ENDED;
                    }
                }
            }
        }
    }

    /** Reads what is there and gives its length, {@link Fd#WOULD_BLOCK}, or 0 at the end. */
    private int fill() {
        byte[] piece = new byte[bytes.length - length];
        try {
            Sockets.Received received = Sockets.receive(socket, piece, piece.length);
            came.addAll(received.fds);
            if (received.length > 0) {
                System.arraycopy(piece, 0, bytes, length, received.length);
                length += received.length;
            }
            return received.length;
        } catch (IOException e) {
            // Reset: it ended and had not read everything.
            return 0;
        }
    }

    /** What devices have left; null until all of it, or something else, has come. The descriptors are the caller's. */
    List<CprFd> devices() {
        Message other = parseDevices();
        while (other == null && !allDevices) {
            int n = fill();
            if (n < 0) {
                return null;
            }
            other = n == 0 ? ENDED : parseDevices();
        }
        List<CprFd> all = new ArrayList<>(devices);
        devices.clear();
        return all;
    }

    /** Takes messages of devices out of what has come; the message behind them, which stays, or null. */
    private Message parseDevices() {
        Message first = peek();
        while (first != null && first.type() == Type.DEVICE) {
            remove();
            if (first.text().isEmpty()) {
                allDevices = true;
            } else if (!came.isEmpty()) {
                devices.add(new CprFd(first.text(), 0, came.remove(0)));
            }
            first = peek();
        }
        return first;
    }

    private Message parse() {
        Message message = parseDevices();
        if (message != null && message.type() != Type.END) {
            remove();
        }
        return message;
    }

    /** The first message. */
    private void remove() {
        int size = HEAD + Bytes.u16(bytes, 1);
        length -= size;
        System.arraycopy(bytes, size, bytes, 0, length);
    }

    private Message peek() {
        if (length < HEAD) {
            return null;
        }
        int size = Bytes.u16(bytes, 1);
        Type type = type((char) bytes[0]);
        if (type == Type.END || size > MAX_TEXT) {
            return ENDED;
        }
        if (length < HEAD + size) {
            return null;
        }
        return new Message(type, new String(bytes, HEAD, size, StandardCharsets.UTF_8));
    }

    private static Type type(char letter) {
        return switch (letter) {
            case 'G' -> Type.GO;
            case 'T' -> Type.TAKEN;
            case 'N' -> Type.NO;
            case 'D' -> Type.DEVICE;
            default -> Type.END;
        };
    }

    @Override
    public synchronized void close() throws IOException {
        for (Fd fd : came) {
            fd.close();
        }
        came.clear();
        for (CprFd device : devices) {
            device.fd().close();
        }
        devices.clear();
        socket.close();
    }
}
