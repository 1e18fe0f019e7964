/** The one thread everything but guest code, and bulk migration, runs on: epoll, timers and posted tasks. */
package baton.mainloop;
