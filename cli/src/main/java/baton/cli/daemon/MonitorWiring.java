package baton.cli.daemon;

import baton.cli.options.OptionException;
import baton.monitor.hmp.*;
import baton.monitor.qmp.schema.*;
import java.util.*;
import java.util.function.*;

final class MonitorWiring {
    private final Daemon d;

    MonitorWiring(Daemon d, ObjectStore objects) {
        this.d = d;
    }

    interface Body {
        void run(HmpArgs a, HmpOutput o) throws Exception;
    }

    static HmpCommand h(String name, String args, Body b) {
        return new HmpCommand() {
            public HmpSpec spec() {
                return new HmpSpec(name, args, "", "");
            }

            public void run(HmpArgs a, HmpOutput o) throws baton.monitor.QmpException {
                try {
                    b.run(a, o);
                } catch (Exception e) {
                    throw baton.monitor.QmpException.generic(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    void open() throws OptionException {
        Map<String, HmpCommand> m = new LinkedHashMap<>();
        m.put("status", h("status", "", (a, o) -> o.print(d.machine().runState() + "\n")));
        m.put("stop", h("stop", "", (a, o) -> d.machine().stop()));
        m.put("cont", h("cont", "", (a, o) -> d.machine().cont()));
        m.put("system_reset", h("system_reset", "", (a, o) -> d.machine().reset()));
        m.put("im", h("im", "", (a, o) -> {
            for (String l : d.migration().lines(false)) o.print(l + "\n");
        }));
        m.put("mode", h("mode", "v:s", (a, o) -> d.migration().setParameter("mode", a.str("v"))));
        m.put("ign", h("ign", "", (a, o) -> d.migration().setCapability("x-ignore-shared", true)));
        m.put("migrate", h("migrate", "uri:s", (a, o) -> d.migration().start(a.str("uri"), null, false)));
        m.put("migrate_incoming", h("migrate_incoming", "uri:s", (a, o) -> d.migration()
                .startIncoming(a.str("uri"), null, false)));
        m.put("quit", h("quit", "", (a, o) -> d.quit("host-qmp-quit")));
        HmpCommands reg = new HmpCommands() {
            public HmpCommand find(String n) {
                return m.get(n);
            }

            public String[] names() {
                return m.keySet().toArray(new String[0]);
            }
        };
        HmpShell shell = new HmpShell(reg, Registers.NONE, () -> 1, d.reporter());
        new OpenMonitors(d.options().console(), d.chardevs(), null, shell, d.mainLoop(), baton.base.Trace.NONE).open();
    }
}
