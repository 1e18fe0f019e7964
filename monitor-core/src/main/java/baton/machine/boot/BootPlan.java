package baton.machine.boot;

import baton.machine.memory.GuestMemory;

/** A kernel that was read, checked and placed: ready to be put into the guest at start and at every reset. */
public interface BootPlan {
    /** Writes kernel, initrd, command line and tables into the guest and says how to enter it. vCPUs stopped. */
    BootState load(GuestMemory memory);
}
