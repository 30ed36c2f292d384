"""The system run forward: stochastic ensembles, scenarios and what they are compared with."""
