/** A Flink cluster of real processes on one machine, for what a MiniCluster cannot show: a process that dies. */
@NullMarked
package io.fieldcast.tests.cluster;

import org.jspecify.annotations.NullMarked;
