package baton.tests.arch.planted.d8.two;

import baton.tests.arch.planted.d8.one.UsesTwo;

/** The other half. */
public record UsesOne(UsesTwo other) {}
