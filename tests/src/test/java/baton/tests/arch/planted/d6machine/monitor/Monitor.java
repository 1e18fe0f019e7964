package baton.tests.arch.planted.d6machine.monitor;

/** What must not be known. */
public final class Monitor {}
