"""What scripts in QEMU's tree do with the old interface: legacy.py SOCKET. Prints one line a step."""
import os
import sys

from qemu.qmp import ExecuteError
from qemu.qmp.legacy import QEMUMonitorProtocol

with QEMUMonitorProtocol(sys.argv[1]) as monitor:
    monitor.settimeout(30)
    greeting = monitor.connect()
    print(sorted(greeting["QMP"]))
    print(monitor.cmd("query-status"))
    print(monitor.cmd_raw("query-status"))
    print(monitor.cmd_obj({"execute": "nothing", "id": "mine"}))
    try:
        monitor.cmd("qom-get", path="/machine")
    except ExecuteError as error:
        print(error)
    monitor.cmd("stop")
    print(monitor.pull_event(wait=30.0)["event"], monitor.get_events())
    monitor.cmd("cont")
    print([event["event"] for event in monitor.get_events(wait=30.0)])
    monitor.clear_events()
    read, write = os.pipe()
    monitor.send_fd_scm(read)
    print(monitor.cmd("add-fd", **{"fdset-id": 3, "opaque": "pipe"})["fdset-id"])
    print(monitor.cmd("human-monitor-command", **{"command-line": "info status"}).rstrip())
with QEMUMonitorProtocol(sys.argv[1]) as monitor:
    monitor.connect()
    print(monitor.cmd("query-name"))
