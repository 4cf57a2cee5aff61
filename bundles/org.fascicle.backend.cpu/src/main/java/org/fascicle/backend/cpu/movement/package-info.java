/** Elements put elsewhere: copies by strides, fills, rows and blocks by number, and random bits from their counter. */
package org.fascicle.backend.cpu.movement;
