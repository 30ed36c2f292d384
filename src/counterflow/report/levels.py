"""Names of the quantiles that the tables carry."""

from __future__ import annotations

LEVELS = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
"""Quantile columns of the claims, with `pred_` before them."""
ACCOUNT_LEVELS = ("q025", *LEVELS, "q975")
"""Quantile columns of the account: its bands reach to 95%."""
