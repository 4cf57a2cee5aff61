/** What tests share: the workbench booted as its users boot it, in a process of its own or in the test's. */
package org.fascicle.tests.support;
