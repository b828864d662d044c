/** Tests of scores against closed forms, published identities and brute force. */
@NullMarked
package io.fieldcast.verification;

import org.jspecify.annotations.NullMarked;
