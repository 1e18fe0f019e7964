package baton.tests.arch.planted.d5.cpr.reboot;

import baton.tests.arch.planted.d5.machine.Machine;

/** A mode names the machine. */
record KnowsTheMachine(Machine machine) {}
