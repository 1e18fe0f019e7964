package baton.machine.board;

import baton.base.Reporter;
import baton.machine.bus.Doorbells;
import baton.machine.irq.MsiSink;
import baton.machine.memory.DmaMemory;
import baton.migration.vmstate.VmState;
import java.util.List;

/**
 * What a board has for devices that are plugged in.
 *
 * @param sections in which those of devices are put
 * @param messages where devices send their interrupts
 * @param virtio starts and stops virtio devices
 * @param doorbells writes that the kernel turns into signals
 * @param memory guest RAM
 * @param reporter for messages to whoever runs the machine
 */
record PciWiring(
        List<VmState> sections,
        MsiSink messages,
        VirtioCores virtio,
        Doorbells doorbells,
        DmaMemory memory,
        Reporter reporter) {}
