package baton.monitor.qmp;

import baton.monitor.QmpException;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.function.BooleanSupplier;

/** Until the machine is made ({@code --preconfig}) only the commands declared so may run. */
public final class PreconfigGate implements CommandGate {
    private final BooleanSupplier machineMade;

    /** @param machineMade whether the machine is made by now */
    public PreconfigGate(BooleanSupplier machineMade) {
        this.machineMade = machineMade;
    }

    @Override
    public void check(CommandSpec command) throws QmpException {
        if (!command.allowsPreconfig() && !machineMade.getAsBoolean()) {
            throw QmpException.generic("The command '" + command.name()
                    + "' is permitted only after machine initialization has completed");
        }
    }
}
