package baton.command.net;

import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.net.NetException;

/** What {@code baton.net} refuses, as monitors say it. */
final class NetRefusal {
    private NetRefusal() {}

    static QmpException of(NetException e) {
        return new QmpException(e.notFound() ? ErrorClass.DEVICE_NOT_FOUND : ErrorClass.GENERIC, e.getMessage());
    }
}
