package baton.tests.arch.planted.d6chardev.monitor;

/** What must not be known. */
public final class Monitor {}
