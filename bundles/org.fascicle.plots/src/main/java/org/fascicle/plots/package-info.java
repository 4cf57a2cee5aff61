/** Pictures of runs, drawn by XChart beside the figures that they show. */
package org.fascicle.plots;
