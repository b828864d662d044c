package io.fieldcast.verification.twin;

import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.RepresentationContract;

class RingTest implements RepresentationContract {
    @Override
    public Representation representation() {
        return new Ring(7);
    }

    @Override
    public Box surroundings() {
        return new Box(-9, -1, 15, 1);
    }
}
