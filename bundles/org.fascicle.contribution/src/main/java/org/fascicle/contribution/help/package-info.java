/** Keeps the Javadoc of contributions in their bundle, so that what is told of them is written once. */
package org.fascicle.contribution.help;
