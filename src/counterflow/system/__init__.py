"""The migration system as pure functions: parameters in, account out."""
