/** The composition root: turns a parsed command line into a running process. Sees every module; holds no logic of theirs. */
package baton.cli.daemon;
