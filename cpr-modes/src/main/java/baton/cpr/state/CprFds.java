package baton.cpr.state;

import baton.base.Closer;
import baton.migration.spi.FdSource;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The descriptors this process was handed. What the machine does not take stays open and goes on to the next process, as
 * with QEMU: somebody may know what it is.
 */
public final class CprFds implements FdSource, Closer.Resource {
    private final List<CprFd> left;

    /** Takes over the elements' descriptors. */
    public CprFds(List<CprFd> elements) {
        this.left = new ArrayList<>(elements);
    }

    @Override
    public boolean inherits() {
        return true;
    }

    @Override
    public Fd take(String name) {
        for (int i = 0; i < left.size(); i++) {
            CprFd element = left.get(i);
            if (element.name().equals(name) && element.id() == 0) {
                // By index: comparing records costs 60 ms the first time, and after exec the guest waits.
                left.remove(i);
                return element.fd();
            }
        }
        return null;
    }

    /** As {@link #take}, of all whose name begins so: closes them. */
    public void drop(String prefix) throws IOException {
        List<CprFd> dropped = new ArrayList<>();
        for (CprFd element : left) {
            if (element.name().startsWith(prefix)) {
                dropped.add(element);
            }
        }
        left.removeAll(dropped);
        CprState.closeAll(dropped);
    }

    /** The state to hand on: RAM that has a descriptor and no name of its own, the last made first, then what was left. */
    public static List<CprFd> outgoing(List<RamBlock> blocks, CprFds inherited) {
        List<CprFd> elements = new ArrayList<>();
        for (RamBlock block : blocks) {
            if (block.goesByFd()) {
                elements.add(0, new CprFd(block.name(), 0, Fd.borrowed(block.fd())));
            }
        }
        if (inherited != null) {
            elements.addAll(inherited.left);
        }
        return elements;
    }

    /** What devices keep, as elements of a state. */
    public static List<CprFd> of(Map<String, Fd> kept) {
        List<CprFd> elements = new ArrayList<>();
        for (Map.Entry<String, Fd> one : kept.entrySet()) {
            elements.add(new CprFd(one.getKey(), 0, Fd.borrowed(one.getValue().number())));
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        CprState.closeAll(left);
        left.clear();
    }
}
