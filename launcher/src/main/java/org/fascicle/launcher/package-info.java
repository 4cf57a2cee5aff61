/**
 * Starts the workbench: reads the features of a distribution, checks their bundles, starts Felix with them, hands the
 * command line to the bundle that understands it, and ends the process with that bundle's answer.
 *
 * <p>Nothing here knows any command, layer or backend. What is shared with the bundles is the JDK alone: the command
 * line is an OSGi service of type {@link java.util.function.ToIntFunction} with the property
 * {@code fascicle.main=true}.
 */
package org.fascicle.launcher;
