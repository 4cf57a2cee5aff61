/** The command {@code bench}: how fast programs run, beside the machine's limit and beside others. */
package org.fascicle.bench;
