package baton.tests.arch.planted.d6chardev.chardev;

import baton.tests.arch.planted.d6chardev.monitor.Monitor;

/** A chardev names who reads from it. */
record KnowsTheMonitor(Monitor monitor) {}
