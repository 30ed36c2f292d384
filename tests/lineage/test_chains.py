"""Chains show how a number changed on its way."""

from __future__ import annotations

from ledgers import said

import counterflow as cf
from counterflow.lineage import chains


def test_distortion_of_the_consuls_range() -> None:
    found = {chain.root.id: chain for chain in chains(cf.load_case("russia-2022").claims)}
    chain = found["R0337"]
    assert chain.summary == "50,000 to 80,000 -> no more than 80,000 -> about 80,000"
    assert "stayed became stock" in chain.links[1].changes


def test_computed_numbers_are_shown_but_are_no_distortion() -> None:
    then = said("A", 154_000)
    fall = said("B", -53_000, measure="change", of="stock", lineage="A", published="2023-05-01")
    copy = said("C", 150_000, lineage="A", published="2023-06-01")
    [chain] = chains([fall, copy, then])
    assert [link.claim.id for link in chain.links] == ["A", "B", "C"]
    assert chain.summary == "about 154,000 -> about 150,000"


def test_members_come_in_order_of_publication_and_name_their_parent() -> None:
    claims = [
        said("A", 70_000),
        said("B", 80_000, lineage="C", published="2023-09"),
        said("C", 80_000, lineage="A", published="2023-03", hedge="at_most"),
    ]
    [chain] = chains(claims)
    assert [link.claim.id for link in chain.links] == ["A", "C", "B"]
    assert chain.links[2].parent is claims[2]


def test_without_lineage_there_is_no_chain() -> None:
    assert chains([said("A", 1000)]) == []
