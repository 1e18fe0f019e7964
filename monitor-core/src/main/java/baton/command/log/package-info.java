/**
 * What is logged, and where to: the state of {@code -d}, {@code -D} and {@code -trace}, and the human monitor's commands
 * that change it. Lines may come from any thread; the commands run on the main loop.
 */
package baton.command.log;
