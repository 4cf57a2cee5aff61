/** Where data files are found, and how they are fetched. */
package org.fascicle.workbench.data;
