package io.fieldcast.assimilation;

class LetkfTest
        implements FilterContract,
                DeterministicContract,
                NarrowingContract,
                ExactCovarianceContract,
                PriorInflationContract {
    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.Letkf(halfSupport);
    }

    @Override
    public boolean membersIgnoreOrder() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }
}
