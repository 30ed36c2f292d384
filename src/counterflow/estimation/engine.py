"""JAX as the estimate needs it: double precision, and one CPU device per core."""

from __future__ import annotations

import os

import jax

from counterflow.cases.record import cache_folder

_MOST_DEVICES = 4


def prepare() -> int:
    """Set up JAX once, before its first use, and return the number of devices.

    Chains run side by side, a group per device. Where another library has started JAX already,
    the devices it made are used.
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
