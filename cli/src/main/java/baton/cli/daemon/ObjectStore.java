package baton.cli.daemon;

import baton.machine.memory.*;
import java.util.*;

final class ObjectStore implements MachineAssembly.RamObjects {
    final Map<String, RamBackend> m = new HashMap<>();

    public RamBackend use(String id) {
        return m.get(id);
    }
}
