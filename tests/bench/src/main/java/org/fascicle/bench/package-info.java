/** Measurements, run by hand: nothing here is a test, and no figure is ever asserted. */
package org.fascicle.bench;
