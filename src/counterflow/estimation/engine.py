"""JAX as the estimate needs it: double precision, one CPU device per core, quick compilation."""

from __future__ import annotations

import os
from typing import Any

import jax

from counterflow.cases.record import cache_folder

_MOST_DEVICES = 4

_QUICKLY = {"xla_cpu_use_fusion_emitters": False, "xla_backend_optimization_level": 1}
"""A third less to compile, and no slower to run: the model is many small operations."""


def prepare() -> int:
    """Set up JAX once, before its first use, and return the number of devices.

    Chains run side by side, a group per device. Where another library has started JAX already,
    the devices it made are used.

    Examples
    --------
    >>> prepare() >= 1
    True
    """
    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    # Compiled programs are kept between runs: a third of a first run is compilation.
    jax.config.update("jax_compilation_cache_dir", str(cache_folder() / "xla"))  # type: ignore[no-untyped-call]
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)  # type: ignore[no-untyped-call]
    try:
        jax.config.update("jax_num_cpu_devices", min(cores or 1, _MOST_DEVICES))  # type: ignore[no-untyped-call]
    except RuntimeError:
        return jax.local_device_count("cpu")
    return jax.local_device_count("cpu")


def build(lowered: Any) -> Any:
    """Compile a lowered program for a run that lasts about as long as its compilation.

    Examples
    --------
    >>> twice = build(jax.jit(lambda x: 2.0 * x).lower(1.5))
    >>> float(twice(1.5))
    3.0
    """
    try:
        return lowered.compile(compiler_options=_QUICKLY)
    except jax.errors.JaxRuntimeError:  # a release of XLA without these options
        return lowered.compile()
