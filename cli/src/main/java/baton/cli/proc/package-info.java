/** What {@code /proc} says, for those of Baton's commands that watch processes from outside. Uses the JDK only. Any thread. */
package baton.cli.proc;
