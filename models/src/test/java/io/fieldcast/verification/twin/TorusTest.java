package io.fieldcast.verification.twin;

import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.RepresentationContract;

class TorusTest implements RepresentationContract {
    @Override
    public Representation representation() {
        return new Torus(5);
    }

    @Override
    public Box surroundings() {
        return new Box(-7, -7, 12, 12);
    }
}
