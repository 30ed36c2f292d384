"""One multinomial draw over places: binary trees of binomial draws.

A node of the tree holds the weight of the places below it; the people at a node go left or right.
Few people take few draws, and a change of one place's weight disturbs the draws on its own path
more than others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from counterflow.simulation.compiled import compiled
from counterflow.simulation.quantiles import binomial
from counterflow.simulation.streams import ONWARD, POOLED, uniform

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def depth_of(places: int) -> int:
    """Levels of draws over so many places; a tree has `2 ** (depth + 1)` nodes.

    Examples
    --------
    >>> depth_of(1), depth_of(5)
    (0, 3)
    """
    return max(places - 1, 0).bit_length()


@compiled
def fill_tree(weights: Floats, tree: Floats) -> float:
    """Sum the weights of places up a tree; returns the weight of all.

    Parameters
    ----------
    weights : (D,)
        Not negative.
    tree : (2 W,)
        Filled: node i has children 2 i and 2 i + 1, place d is node W + d; W is a power of two.

    Examples
    --------
    >>> tree = np.zeros(4)
    >>> fill_tree(np.array([1.0, 3.0]), tree)
    4.0
    >>> tree.tolist()
    [0.0, 4.0, 1.0, 3.0]
    """
    width = len(tree) // 2
    for leaf in range(width):
        tree[width + leaf] = weights[leaf] if leaf < len(weights) else 0.0
    for node in range(width - 1, 0, -1):
        tree[node] = tree[2 * node] + tree[2 * node + 1]
    return float(tree[1])


@compiled
def send(count: int, people: Counts) -> None:
    """Put a group at the root of a tree, and nobody elsewhere.

    Examples
    --------
    >>> people = np.array([0, 0, 7, 2])
    >>> send(10, people)
    >>> people.tolist()
    [0, 10, 0, 0]
    """
    for node in range(len(people)):
        people[node] = 0
    people[1] = count


@compiled
def split(tree: Floats, people: Counts, key: np.uint64, profile: int, round: int, to: int) -> None:
    """Send people down a tree in proportion to the weights.

    Parameters
    ----------
    tree : (2 W,)
        See `fill_tree`.
    people : (2 W,)
        People to send on from each node, see `send`; afterwards `people[W + d]` are those who
        chose place d.
    key, profile, round, to
        Address of the draws; `to` is their purpose.

    Examples
    --------
    >>> tree, people = np.zeros(4), np.zeros(4, int)
    >>> total = fill_tree(np.array([1.0, 3.0]), tree)
    >>> send(1000, people)
    >>> split(tree, people, np.uint64(7), 0, 0, POOLED)
    >>> people[2:].tolist()
    [247, 753]
    """
    width = len(tree) // 2
    for node in range(1, width):
        count = people[node]
        if count == 0:
            continue
        left = binomial(count, tree[2 * node] / tree[node], uniform(key, profile, node, round, to))
        people[2 * node] += left
        people[2 * node + 1] += count - left
        people[node] = 0


@compiled
def fill_others(tree: Floats, others: Floats) -> None:
    """For each place and level, the weight of the other places under the same node.

    Parameters
    ----------
    tree : (2 W,)
        See `fill_tree`.
    others : (D, depth + 1)
        Filled: level 0 is the root, the last is the place itself. Summed without subtracting.

    Examples
    --------
    >>> tree, others = np.zeros(4), np.zeros((2, 2))
    >>> total = fill_tree(np.array([1.0, 3.0]), tree)
    >>> fill_others(tree, others)
    >>> others.tolist()
    [[3.0, 0.0], [1.0, 0.0]]
    """
    width = len(tree) // 2
    places, depth = others.shape[0], others.shape[1] - 1
    for place in range(places):
        node = width + place
        others[place, depth] = 0.0
        for level in range(depth - 1, -1, -1):
            others[place, level] = others[place, level + 1] + tree[node ^ 1]
            node //= 2


@compiled
def split_elsewhere(
    tree: Floats,
    others: Floats,
    leaving: Counts,
    people: Counts,
    key: np.uint64,
    profile: int,
) -> None:
    """Send those who leave each place to other places in proportion to the weights.

    Once two people are to choose among the same places they are drawn as one group, wherever they
    come from: about 1 + log2 D draws a place instead of D.

    Parameters
    ----------
    tree, others
        See `fill_tree` and `fill_others`.
    leaving : (D,)
        People who leave each place; zero afterwards. Where no other place is open they stay.
    people : (2 W,)
        Filled; `people[W + d]` are those who chose place d.
    key, profile
        Address of the draws.

    Examples
    --------
    >>> tree, others, people = np.zeros(4), np.zeros((2, 2)), np.zeros(4, int)
    >>> total = fill_tree(np.array([1.0, 3.0]), tree)
    >>> fill_others(tree, others)
    >>> split_elsewhere(tree, others, np.array([5, 0]), people, np.uint64(7), 0)
    >>> people[2:].tolist()
    [0, 5]
    """
    width = len(tree) // 2
    places, depth = others.shape[0], others.shape[1] - 1
    send(0, people)
    for place in range(places):
        count = leaving[place]
        if count == 0:
            continue
        leaving[place] = 0
        if not others[place, 0] > 0.0:
            people[width + place] += count
            continue
        for level in range(depth):
            # Those who choose within the half that holds their own place must choose again.
            half = (width + place) >> (depth - level - 1)
            within = others[place, level + 1] / others[place, level]
            near = binomial(count, within, uniform(key, profile, place, level, ONWARD))
            people[half ^ 1] += count - near
            count = near
            if count == 0:
                break
    split(tree, people, key, profile, 0, POOLED)
