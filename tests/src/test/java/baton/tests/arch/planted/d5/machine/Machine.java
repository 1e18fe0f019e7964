package baton.tests.arch.planted.d5.machine;

/** What must not be known. */
public final class Machine {}
