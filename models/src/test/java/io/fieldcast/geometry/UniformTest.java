package io.fieldcast.geometry;

class UniformTest implements RepresentationContract {
    @Override
    public Representation representation() {
        return new Uniform(1, 2);
    }

    @Override
    public Box surroundings() {
        return new Box(-9, -9, 9, 9);
    }
}
