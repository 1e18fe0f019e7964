package baton.tests.arch.planted.d6monitor.monitor.qmp;

import baton.tests.arch.planted.d6monitor.machine.Machine;

/** The monitor names the machine. */
record KnowsTheMachine(Machine machine) {}
