/** Power management of machines without a chipset, by ACPI's generic event device. Any thread. */
package baton.device.ged;
