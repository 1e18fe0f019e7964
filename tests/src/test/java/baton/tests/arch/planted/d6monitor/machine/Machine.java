package baton.tests.arch.planted.d6monitor.machine;

/** What must not be known. */
public final class Machine {}
