/** The composition root: command lines in, a wired daemon out. May use every other package; nothing uses it. */
package baton.cli;
