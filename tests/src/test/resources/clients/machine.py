"""Starts and ends a monitor as QEMU's functional tests do (clients.md, 5): machine.py BINARY [ARGUMENT...].

The monitor gets connected sockets for QMP and for its console as descriptors, is asked, sent a descriptor, migrated to
another one of the same kind, and shut down: by quit, by SIGTERM, and without QMP.
"""
import os
import socket
import subprocess
import sys
import tempfile
import time

from qemu.qmp.legacy import QEMUMonitorProtocol

LIMIT = 60.0


class Machine:
    """One process with its monitor on a socket pair."""

    def __init__(self, *arguments, qtest=None):
        self.socket, theirs = socket.socketpair()
        self.console, tty = socket.socketpair()
        numbers = theirs.fileno(), tty.fileno()
        command = [
            *sys.argv[1:], "-display", "none", "-vga", "none",
            "-chardev", "socket,id=mon,fd=%d" % numbers[0], "-mon", "chardev=mon,mode=control",
            "-chardev", "socket,id=console,fd=%d" % numbers[1], "-serial", "chardev:console", *arguments]
        if qtest:
            command += ["-qtest", "unix:path=" + qtest, "-accel", "qtest"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=numbers)
        theirs.close()
        tty.close()
        self.qmp = QEMUMonitorProtocol(self.socket, nickname="machine")

    def launch(self):
        self.qmp.settimeout(LIMIT)
        self.qmp.connect()
        return self

    def ask(self, command, **arguments):
        return self.qmp.cmd(command, **{key.replace("_", "-"): value for key, value in arguments.items()})

    def wait_for(self, key, *values):
        end = time.monotonic() + LIMIT
        while self.ask("query-" + key).get("status") not in values:
            if time.monotonic() > end:
                raise TimeoutError(key)
            time.sleep(0.01)
        return self.ask("query-" + key)["status"]

    def shutdown(self, how):
        how()
        try:
            self.qmp.close()
        except EOFError:
            pass  # what qemu.machine expects of a monitor that ended
        self.process.wait(LIMIT)
        return self.process.returncode, self.process.stdout.read().decode()

    def quit(self):
        self.qmp.cmd("quit")

    def term(self):
        self.process.terminate()


def version():
    machine = Machine("-machine", "none", "-nodefaults").launch()
    text = machine.ask("human-monitor-command", command_line="info version")
    print("version", text.split(".")[0].isdigit(), machine.shutdown(machine.quit))


def descriptors():
    machine = Machine("-machine", "none").launch()
    read, write = os.pipe()
    machine.qmp.send_fd_scm(read)
    print("descriptors", machine.ask("getfd", fdname="pipe"), machine.shutdown(machine.term))


def migration(directory):
    uri = "unix:" + os.path.join(directory, "migration")
    target = Machine("-machine", "microvm", "-nodefaults", "-incoming", uri).launch()
    source = Machine("-machine", "microvm", "-nodefaults").launch()
    source.ask("migrate", uri=uri)
    print("migration", source.wait_for("migrate", "completed", "failed"), target.wait_for("migrate", "completed", "failed"),
          target.wait_for("status", "running"), source.wait_for("status", "postmigrate"))
    print("ends", source.shutdown(source.quit)[0], target.shutdown(target.quit)[0])


def qtest(directory):
    path = os.path.join(directory, "qtest")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        server.settimeout(LIMIT)
        machine = Machine("-machine", "none", "-nodefaults", qtest=path)
        words, _ = server.accept()
        machine.launch()
        words.sendall(b"endianness\n")
        print("qtest", words.recv(99), machine.shutdown(machine.quit)[0])
        words.close()


with tempfile.TemporaryDirectory() as place:
    version()
    descriptors()
    migration(place)
    qtest(place)
empty = subprocess.run([*sys.argv[1:], "-S", "-display", "none", "-machine", "none", "-cpu", ""], capture_output=True, text=True)
print("empty cpu", empty.returncode, "-cpu option cannot be empty" in empty.stderr)
