"""Tests of the account compare to the last digits, so they run in double precision."""

from __future__ import annotations

import jax

jax.config.update("jax_enable_x64", True)
