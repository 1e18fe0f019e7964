package baton.tests.arch.planted.d12.machine;

/** A name that says nothing. */
final class VcpuManager {}
