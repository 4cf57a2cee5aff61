/** Places along an axis by the order of the values there. */
package org.fascicle.backend.cpu.ordering;
