package baton.command.machine;

import baton.base.MainLoopThread;
import baton.monitor.QmpException;
import java.util.Map;

/** Adds devices to the machine and takes them away while it is there. */
@MainLoopThread
public interface Peripherals {
    /** Adds one: {@code driver}, {@code id}, {@code bus} and its properties by name, as QMP has them. */
    void add(Map<String, Object> properties) throws QmpException;

    /** Adds one that is written as {@code -device} has it. */
    void add(String text) throws QmpException;

    /** Takes away the device with that user's name or QOM path, or asks the guest to let it go. */
    void remove(String name) throws QmpException;
}
