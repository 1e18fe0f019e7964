/** Hand-written stand-ins for what the engine works with: a machine, a main loop, a monitor, descriptors. Tests only. */
package baton.migration.testing;
