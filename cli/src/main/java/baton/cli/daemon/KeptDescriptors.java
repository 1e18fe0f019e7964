package baton.cli.daemon;

import baton.base.MainLoopThread;
import baton.chardev.Chardevs;
import baton.cpr.state.DeviceFds;
import baton.nat.libc.Fd;
import java.util.Map;

/** What goes on with the guest in another process: connections of its consoles and of its network cards. */
@MainLoopThread
final class KeptDescriptors implements DeviceFds {
    private final Chardevs chardevs;
    private final NetWiring network;

    KeptDescriptors(Chardevs chardevs, NetWiring network) {
        this.chardevs = chardevs;
        this.network = network;
    }

    @Override
    public Map<String, Fd> kept(boolean exec) {
        Map<String, Fd> all = chardevs.handOver().kept(exec);
        all.putAll(network.kept());
        return all;
    }

    @Override
    public void hold() {
        chardevs.handOver().hold();
    }

    @Override
    public void stay() {
        chardevs.handOver().stay();
    }

    @Override
    public void release() {
        chardevs.handOver().release();
    }
}
