package io.fieldcast.assimilation;

class EtkfTest
        implements FilterContract,
                DeterministicContract,
                NarrowingContract,
                ExactCovarianceContract,
                PriorInflationContract {
    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.Etkf();
    }

    @Override
    public boolean membersIgnoreOrder() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return false;
    }
}
