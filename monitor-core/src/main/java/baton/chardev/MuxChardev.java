package baton.chardev;

import baton.mainloop.MainLoop;
import baton.nat.libc.Clock;
import baton.nat.libc.Fd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares one chardev between up to four front ends ({@code mux=on}). The last one attached has the keyboard until
 * Ctrl-A c gives it to the next; output of all is mixed. QEMU's keys: h x s t b c and Ctrl-A itself.
 */
final class MuxChardev implements CharFrontend {
    static final int MAX_PORTS = 4;
    private static final int ESCAPE = 1;
    private static final String HELP = "\n\r"
            + "C-a h    print this help\n\r"
            + "C-a x    exit emulator\n\r"
            + "C-a s    save disk data back to file (if -snapshot)\n\r"
            + "C-a t    toggle console timestamps\n\r"
            + "C-a b    send break (magic sysrq)\n\r"
            + "C-a c    switch between console and monitor\n\r"
            + "C-a C-a  sends C-a\n\r";

    private final String label;
    private final HostChardev base;
    private final ChardevHost host;
    private final MainLoop loop;
    private final LineClock clock = new LineClock();
    private final List<MuxPort> ports = new ArrayList<>();
    private MuxPort focus;
    private boolean escaped;
    private boolean open;
    private boolean attached;

    MuxChardev(MainLoop loop, String label, HostChardev base, ChardevHost host) {
        this.loop = loop;
        this.label = label;
        this.base = base;
        this.host = host;
        base.onRoom(new Runnable() {
            @Override
            public void run() {
                for (MuxPort port : ports) {
                    port.tellRoom();
                }
            }
        });
    }

    String label() {
        return label;
    }

    HostChardev base() {
        return base;
    }

    boolean frontendOpen() {
        return focus != null;
    }

    /** A place for one more front end. */
    MuxPort port() throws ChardevException {
        if (ports.size() == MAX_PORTS) {
            throw new ChardevException("too many uses of multiplexed chardev '" + label + "' (maximum is 4)");
        }
        MuxPort port = new MuxPort(this);
        ports.add(port);
        return port;
    }

    /** A port got its front end: it takes the keyboard, and hears of the other side once all of start-up is attached. */
    void attached(MuxPort port) {
        give(port);
        if (open) {
            openLater(port);
        }
        if (!attached) {
            attached = true;
            base.attach(this);
        }
    }

    /** Gives the keyboard to the front end that attached first. */
    void focusFirst() {
        if (focus != null && focus != ports.get(0)) {
            give(ports.get(0));
        }
    }

    private void openLater(MuxPort port) {
        loop.post(new Runnable() {
            @Override
            public void run() {
                if (open) {
                    port.frontend().opened();
                }
            }
        });
    }

    private void give(MuxPort port) {
        MuxPort before = focus;
        focus = port;
        if (before != null && before != port) {
            before.frontend().focused(false);
        }
        port.frontend().focused(true);
        base.acceptInput();
    }

    @Override
    public int canReceive() {
        return focus == null ? 0 : focus.typingRoom();
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> fds) {
        Descriptors.closeAll(fds);
        for (int i = 0; i < length; i++) {
            int key = bytes[i];
            if (escaped) {
                escaped = false;
                command(key);
            } else if (key == ESCAPE) {
                escaped = true;
            } else {
                focus.type(bytes[i]);
            }
        }
        focus.deliver();
    }

    /** Any thread. */
    void acceptInput(MuxPort port) {
        if (loop.isLoopThread()) {
            port.deliver();
            base.acceptInput();
        } else if (port.asks()) {
            loop.post(new Runnable() {
                @Override
                public void run() {
                    port.answered();
                    acceptInput(port);
                }
            });
        }
    }

    private void command(int key) {
        switch (key) {
            case ESCAPE -> focus.type((byte) ESCAPE);
            case 'h', '?' -> print(HELP);
            case 'x' -> {
                print("QEMU: Terminated\n\r");
                host.quit();
            }
            case 'b' -> focus.frontend().breakReceived();
            case 'c' -> {
                focus.deliver();
                give(next());
            }
            case 't' -> clock.toggle();
            default -> {
                // QEMU eats unknown keys after Ctrl-A, and s saves disks, which we have none of.
            }
        }
    }

    private MuxPort next() {
        int i = ports.indexOf(focus);
        MuxPort port;
        do {
            i = (i + 1) % ports.size();
            port = ports.get(i);
        } while (port.frontend() == null);
        return port;
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        base.write(bytes, 0, bytes.length);
    }

    /** Any thread. */
    int write(byte[] bytes, int offset, int length) {
        return clock.write(base, bytes, offset, length, Clock.monotonicNanos());
    }

    /** What the guest prints and reads goes on; a monitor beside it begins anew when it gets the keyboard. */
    @Override
    public boolean goesOn() {
        for (MuxPort port : ports) {
            if (port.frontend() != null && port.frontend().goesOn()) {
                return true;
            }
        }
        return false;
    }

    /** With the keys that bring the keyboard to the front end that has it now. */
    @Override
    public byte[] unread() {
        if (focus == null) {
            return new byte[0];
        }
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        for (int i = ports.indexOf(focus); i > 0; i--) {
            keys.write(ESCAPE);
            keys.write('c');
        }
        escaped(keys, focus.unread());
        if (escaped) {
            keys.write(ESCAPE);
        }
        return keys.toByteArray();
    }

    private static void escaped(ByteArrayOutputStream keys, byte[] typed) {
        for (byte key : typed) {
            if (key == ESCAPE) {
                keys.write(ESCAPE);
            }
            keys.write(key);
        }
    }

    @Override
    public void opened() {
        open = true;
        for (MuxPort port : ports) {
            if (port.frontend() != null) {
                openLater(port);
            }
        }
    }

    @Override
    public void closed() {
        open = false;
        for (MuxPort port : ports) {
            if (port.frontend() != null) {
                port.frontend().closed();
            }
        }
    }

    @Override
    public void breakReceived() {
        focus.frontend().breakReceived();
    }
}
