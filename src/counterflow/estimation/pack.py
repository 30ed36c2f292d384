"""Named blocks of parameters in one vector of standard normals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Parameters that share a name: `location + scale * z`, exponentiated if `positive`.

    Parameters
    ----------
    location, scale
        Arrays of the block's shape, on the log scale for positive blocks.
    positive
        Whether the parameters are log-normal.

    Examples
    --------
    >>> Block.lognormal(2.0, 0.5, (3,)).location.round(2).tolist()
    [0.69, 0.69, 0.69]
    """

    location: Array
    scale: Array
    positive: bool

    @classmethod
    def normal(cls, mean: ArrayLike, sd: ArrayLike, shape: tuple[int, ...]) -> Block:
        """Normal parameters."""
        return cls(_filled(mean, shape), _filled(sd, shape), False)

    @classmethod
    def lognormal(cls, median: ArrayLike, sd_log: ArrayLike, shape: tuple[int, ...]) -> Block:
        """Log-normal parameters."""
        return cls(np.log(_filled(median, shape)), _filled(sd_log, shape), True)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the block."""
        return self.location.shape


def _filled(value: ArrayLike, shape: tuple[int, ...]) -> Array:
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), shape))


@dataclass(frozen=True)
class Packing:
    """How one vector z of independent standard normals holds all blocks.

    Positive blocks come first, so that one exponential serves them all.

    Parameters
    ----------
    blocks
        Name to block.

    Examples
    --------
    >>> packing = Packing({"a": Block.normal(0.0, 1.0, (2,)), "b": Block.lognormal(3.0, 1.0, ())})
    >>> packing.size, round(float(packing.unpack(jnp.zeros(3))["b"]), 6)
    (3, 3.0)
    """

    blocks: Mapping[str, Block]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names, positive blocks first."""
        return tuple(sorted(self.blocks, key=lambda name: not self.blocks[name].positive))

    @cached_property
    def slices(self) -> dict[str, slice]:
        """Where each block lies in z."""
        start, found = 0, {}
        for name in self.order:
            stop = start + self.blocks[name].location.size
            found[name] = slice(start, stop)
            start = stop
        return found

    @property
    def size(self) -> int:
        """Length of z."""
        return sum(block.location.size for block in self.blocks.values())

    @cached_property
    def _moments(self) -> tuple[Array, Array, int]:
        location = [self.blocks[name].location.ravel() for name in self.order]
        scale = [self.blocks[name].scale.ravel() for name in self.order]
        positive = sum(block.location.size for block in self.blocks.values() if block.positive)
        return np.concatenate(location), np.concatenate(scale), positive

    @property
    def moments(self) -> tuple[Array, Array]:
        """Location and scale of each entry of z; on the log scale for positive blocks."""
        location, scale, _ = self._moments
        return location, scale

    def unpack(self, z: jax.Array) -> dict[str, jax.Array]:
        """Parameters on their natural scale, by name."""
        location, scale, positive = self._moments
        raw = jnp.asarray(location) + jnp.asarray(scale) * z
        natural = jnp.concatenate([jnp.exp(raw[:positive]), raw[positive:]])
        # The transpose of one split is one concatenation; of slices, a padded sum for each.
        parts = lax.split(natural, [self.blocks[name].location.size for name in self.order])
        return {
            name: part.reshape(self.blocks[name].shape)
            for name, part in zip(self.order, parts, strict=True)
        }

    def labels(self) -> list[str]:
        """One label per entry of z, such as `attraction[3]`."""
        found = []
        for name in self.order:
            shape = self.blocks[name].shape
            for index in np.ndindex(shape):
                found.append(f"{name}[{','.join(map(str, index))}]" if shape else name)
        return found
