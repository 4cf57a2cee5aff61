/**
 * Large products that nobody needs as a whole, such as the scores of attention, strip by strip: {@link
 * org.fascicle.compiler.strip.Growth} finds the nodes around one, {@link org.fascicle.compiler.strip.Columns} those
 * that need only a part of each strip, {@link org.fascicle.compiler.strip.StripLoop} makes scans of them.
 */
package org.fascicle.compiler.strip;
