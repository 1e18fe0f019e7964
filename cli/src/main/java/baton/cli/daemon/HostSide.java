package baton.cli.daemon;

import baton.base.EventSink;
import baton.chardev.Chardevs;
import baton.command.balloon.Balloons;
import baton.mainloop.MainLoop;

/**
 * What devices have on the host's side.
 *
 * @param loop the main loop
 * @param chardevs all chardevs
 * @param network netdevs and cards
 * @param disks disks for devices
 * @param balloons the memory balloon, if there is one
 * @param events news for clients
 */
record HostSide(
        MainLoop loop, Chardevs chardevs, NetWiring network, DiskAssembly disks, Balloons balloons, EventSink events) {}
