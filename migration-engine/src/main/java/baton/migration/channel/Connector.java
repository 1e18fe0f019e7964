package baton.migration.channel;

import baton.nat.libc.Epoll;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Connects to a unix, vsock or TCP address; of a name with several addresses, to the first that answers. */
final class Connector implements PendingChannel {
    private final ChannelAddress address;
    private FlowChannel connecting;
    private boolean cancelled;
    private long patience;

    Connector(ChannelAddress address) {
        this.address = address;
    }

    @Override
    public void patience(long millis) {
        patience = millis;
    }

    @Override
    public Channel await() throws IOException {
        if (address instanceof ChannelAddress.Unix unix) {
            return unix(unix);
        }
        if (address instanceof ChannelAddress.Vsock vsock) {
            return vsock(vsock);
        }
        return inet((ChannelAddress.Inet) address);
    }

    private Channel unix(ChannelAddress.Unix unix) throws IOException {
        try {
            return connected(Sockets.unixConnect(unix.name(), true));
        } catch (IOException e) {
            throw new IOException("Failed to connect to '" + unix.path() + "': " + e.getMessage(), e);
        }
    }

    private Channel vsock(ChannelAddress.Vsock vsock) throws IOException {
        try {
            return connected(Sockets.vsockConnect(vsock.cid(), vsock.port(), true));
        } catch (IOException e) {
            throw new IOException(
                    "Failed to connect to '" + vsock.cid() + ":" + vsock.port() + "': " + e.getMessage(), e);
        }
    }

    private Channel inet(ChannelAddress.Inet inet) throws IOException {
        IOException last = null;
        for (InetAddress ip : Hosts.toConnect(inet)) {
            try {
                return connected(Sockets.tcpConnect(ip.getAddress(), inet.port(), true));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "Failed to connect to '" + inet.host() + ":" + inet.port() + "': " + last.getMessage(), last);
    }

    private FlowChannel connected(Fd fd) throws IOException {
        FlowChannel channel = begin(FlowChannel.of(fd, "socket"));
        try {
            channel.patience(patience);
            channel.await(Epoll.OUT);
            channel.patience(0);
            int error = Sockets.connectError(fd);
            if (error != 0) {
                throw new ErrnoException("connect", error);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private synchronized FlowChannel begin(FlowChannel channel) throws IOException {
        connecting = channel;
        if (cancelled) {
            channel.close();
            throw new ErrnoException("connect", Errno.ECONNABORTED);
        }
        return channel;
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (connecting != null) {
            connecting.shutdown();
        }
    }

    @Override
    public List<Map<String, Object>> addresses() {
        return List.of();
    }

    @Override
    public void close() {
        // What was connected belongs to whoever got it from await.
    }
}
