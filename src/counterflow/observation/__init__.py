"""How a source sees the account: claims as functionals, hedges as likelihoods, bias and noise."""
