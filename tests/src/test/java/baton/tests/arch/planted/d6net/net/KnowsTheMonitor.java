package baton.tests.arch.planted.d6net.net;

import baton.tests.arch.planted.d6net.monitor.Monitor;

/** A net names who reads from it. */
record KnowsTheMonitor(Monitor monitor) {}
