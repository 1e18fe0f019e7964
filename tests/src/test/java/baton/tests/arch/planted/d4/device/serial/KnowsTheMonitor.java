package baton.tests.arch.planted.d4.device.serial;

import baton.tests.arch.planted.d4.monitor.Monitor;

/** A device names the monitor. */
record KnowsTheMonitor(Monitor monitor) {}
