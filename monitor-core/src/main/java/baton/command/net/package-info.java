/** Commands of network backends and cards, one file each; QMP and HMP. Main loop. */
package baton.command.net;
