package baton.tests.arch.planted.d3.migration.run;

import baton.tests.arch.planted.d3.machine.Machine;

/** The engine names the machine. */
record KnowsTheMachine(Machine machine) {}
