/** Dashboards, alert rules and runbook as the tests read them, and Grafana's alerts made from Prometheus'. */
@NullMarked
package io.fieldcast.tests.monitoring;

import org.jspecify.annotations.NullMarked;
