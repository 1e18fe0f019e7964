package baton.migration.spi;

import baton.migration.params.MigMode;

/** The catalogue of modes: the one place that knows which strategy a mode is. */
public interface Modes {
    /** A fresh strategy for one migration. */
    MigrationStrategy strategy(MigMode mode);
}
