/** How a piece of the machine describes its state once, so that one walk saves it, loads it or prints its schema. Uses base only. */
package baton.migration.vmstate;
