package baton.tests.cpr;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A switch that {@code -netdev stream} connects to. It learns at which port the guest is from the frames that come, as every
 * switch does, and sends the messages of an {@link Echo} there.
 */
final class EthernetSwitch implements AutoCloseable {
    private static final int ECHO = 0x88b5;
    private static final int RARP = 0x8035;
    private static final int TYPE_AT = 12;
    private static final int NUMBER_AT = 14;

    private final ServerSocketChannel server;
    private final Echo echo;
    private final List<SocketChannel> ports = new ArrayList<>();
    private SocketChannel guest;
    private int announcements;

    EthernetSwitch(Path path, Echo echo) throws IOException {
        this.echo = echo;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        start("switch", this::accept);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        return; // the cable is out
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel port = server.accept();
            synchronized (this) {
                ports.add(port);
            }
            start("port", () -> serve(port));
        }
    }

    /** The guest is where the only cable is. */
    synchronized void begin() throws IOException {
        moved(ports.get(0));
    }

    private void moved(SocketChannel port) throws IOException {
        guest = port;
        echo.to(number -> send(port, number));
    }

    private static void send(SocketChannel port, int number) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(4 + 64);
        frame.putInt(0, 64);
        frame.put(4, new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56, 0x52, 0x54, 0, 0, 0, 1});
        frame.putShort(4 + TYPE_AT, (short) ECHO);
        frame.putInt(4 + NUMBER_AT, number);
        try {
            port.write(frame);
        } catch (IOException e) {
            return; // lost, as on a cable that was pulled out
        }
    }

    private void serve(SocketChannel port) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(port));
        try {
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                came(port, ByteBuffer.wrap(frame));
            }
        } catch (EOFException e) {
            port.close();
        }
    }

    private synchronized void came(SocketChannel port, ByteBuffer frame) throws IOException {
        int type = frame.getShort(TYPE_AT) & 0xffff;
        if (port != guest && guest != null) {
            moved(port);
        }
        if (type == RARP) {
            announcements++;
        } else if (type == ECHO) {
            echo.came(frame.getInt(NUMBER_AT));
        }
    }

    /** How many times the guest's place was announced. */
    synchronized int announcements() {
        return announcements;
    }

    /** How many cables there are or were. */
    synchronized int cables() {
        return ports.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (SocketChannel port : ports) {
                port.close();
            }
        }
    }
}
