@NullMarked
package io.fieldcast.tests;

import org.jspecify.annotations.NullMarked;
