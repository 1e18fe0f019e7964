package baton.migration.multifd;

import baton.migration.ram.FilledPages;
import baton.migration.vmstate.VmStateException;

/** Where pages of packets go. Called on the threads of channels. */
public interface PageTarget {
    /** The block of that name, whose pages are copied; anything else is refused. */
    FilledPages target(String block) throws VmStateException;
}
