package baton.tests.arch.planted.d4.monitor;

/** What must not be known. */
public final class Monitor {}
