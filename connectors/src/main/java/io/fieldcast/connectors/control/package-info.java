/** Changes of running fields on their way in: from a topic that nobody waits for, or from a file that is read before anything runs. */
@NullMarked
package io.fieldcast.connectors.control;

import org.jspecify.annotations.NullMarked;
