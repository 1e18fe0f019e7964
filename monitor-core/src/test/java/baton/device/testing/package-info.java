/** What every device and every section owes migration, as tests to inherit. */
package baton.device.testing;
