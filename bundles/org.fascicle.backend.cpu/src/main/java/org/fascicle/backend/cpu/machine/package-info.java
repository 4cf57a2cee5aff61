/** What kernels run on: vectors, one arena of memory, a team of threads. */
package org.fascicle.backend.cpu.machine;
