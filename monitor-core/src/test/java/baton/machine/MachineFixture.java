package baton.machine;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.device.testing.Sections;
import baton.migration.vmstate.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine over a board that is not there, and what it told whom. */
abstract class MachineFixture {
    final FakeBoard board = new FakeBoard();
    final List<String> events = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    int exits;

    final EventSink sink = new EventSink() {
        @Override
        public void event(String name, Map<String, ?> data) {
            events.add(data.isEmpty() ? name : name + " " + data.get("guest") + " " + data.get("reason"));
        }
    };
    final Reporter reporter = new Reporter() {
        @Override
        public void error(String text) {
            errors.add(text);
        }

        @Override
        public void warn(String text) {}
    };

    Machine machine(boolean autostart, boolean incoming, boolean noReboot, boolean noShutdown) {
        Runnable exit = () -> exits++;
        return new Machine(
                board, new MachinePolicy(autostart, incoming, noReboot, noShutdown, null, exit), sink, reporter);
    }

    Machine running() throws Exception {
        Machine machine = machine(true, false, false, false);
        machine.powerOn();
        board.told.clear();
        events.clear();
        return machine;
    }

    /** A machine that has received a guest in that state. */
    Machine received(RunState saved, boolean autostart) throws Exception {
        GlobalState sent = new GlobalState();
        sent.remember(saved, false);
        Machine machine = machine(autostart, true, false, false);
        machine.powerOn();
        VmState globalstate = machine.migratable().sections().get(0);
        Sections.load(globalstate, Sections.save(sent));
        machine.migratable().commit();
        machine.migratable().activate();
        return machine;
    }
}
