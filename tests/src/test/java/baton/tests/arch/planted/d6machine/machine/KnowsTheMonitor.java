package baton.tests.arch.planted.d6machine.machine;

import baton.tests.arch.planted.d6machine.monitor.Monitor;

/** The machine names the monitor. */
record KnowsTheMonitor(Monitor monitor) {}
