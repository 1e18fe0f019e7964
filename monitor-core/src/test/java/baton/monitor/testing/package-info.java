/** Hand-written stand-ins for what a monitor talks to. */
package baton.monitor.testing;
