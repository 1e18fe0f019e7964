/**
 * The devices of a machine as people and clients see them: names, QOM paths, buses, properties. Boards and whoever adds a
 * device fill it; monitors read it. Uses nothing. Main loop.
 */
package baton.machine.tree;
