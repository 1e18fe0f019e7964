package baton.tests.arch.planted.d8.one;

import baton.tests.arch.planted.d8.two.UsesOne;

/** One half of a cycle. */
public record UsesTwo(UsesOne other) {}
