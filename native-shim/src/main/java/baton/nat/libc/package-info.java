/**
 * Linux for Java: descriptors, memory, sockets, epoll, signals and exec, one class per topic, on one system-call gate.
 * Hides jnr completely. Every call returns errno with itself; new descriptors are close-on-exec. Uses base only.
 */
package baton.nat.libc;
