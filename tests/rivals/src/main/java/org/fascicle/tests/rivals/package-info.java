/** Other Java libraries as rivals of the bench: each speaks its protocol, on the same networks and data in memory. */
package org.fascicle.tests.rivals;
