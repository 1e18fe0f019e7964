/** Commands of the memory balloon, one file each; QMP and HMP. Main loop. */
package baton.command.balloon;
