/** The clocks a guest sees, and timers on them. Any thread; uses base and the main loop. */
package baton.machine.time;
