/**
 * Starts a kernel as a firmware would have, without one: loaders and the tables a kernel looks for. Images are kept in
 * memory, because a system reset loads them again. Uses machine.memory and files; any thread.
 */
package baton.machine.boot;
