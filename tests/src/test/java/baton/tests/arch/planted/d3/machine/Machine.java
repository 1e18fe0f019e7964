package baton.tests.arch.planted.d3.machine;

/** What must not be known. */
public final class Machine {}
