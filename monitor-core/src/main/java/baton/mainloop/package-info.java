/** The one thread that waits: descriptors, timers and tasks posted to it. May use nat.libc and base. */
package baton.mainloop;
