/**
 * Operations of a window that moves over {@code [batch, spatial…, channels]}. All spatial axes but the last are taken
 * together: what happens along the last one is a row, and which row meets which is a table. Channels are vectors;
 * padding is never stored, except at the ends of a row that a thread is working on.
 */
package org.fascicle.backend.cpu.window;
