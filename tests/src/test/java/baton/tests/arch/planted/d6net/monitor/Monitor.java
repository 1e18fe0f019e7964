package baton.tests.arch.planted.d6net.monitor;

/** What must not be known. */
public final class Monitor {}
