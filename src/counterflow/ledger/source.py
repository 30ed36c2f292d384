"""Who measured: sources and their classes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from counterflow.terms.measure import DefinedEnum

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")]


class SourceClass(DefinedEnum):
    """Kind of body behind a number. Bias and noise are pooled within a class.

    Examples
    --------
    >>> SourceClass("register").definition
    'Population or permit register and official statistics built on one; the anchor class.'
    """

    REGISTER = (
        "register",
        "Population or permit register and official statistics built on one; the anchor class.",
    )
    BORDER = ("border", "Border or immigration service counting crossings or entrants.")
    GOVERNMENT = ("government", "Statement of a host government or an intergovernmental body.")
    ORIGIN_STATE = ("origin_state", "The origin's own authorities: an interested party.")
    SURVEY = ("survey", "Survey or panel of leavers, usually self-selected.")
    COMPILER = ("compiler", "Newsroom, NGO or researcher who adds up other sources.")
    BUSINESS = ("business", "Company or bank extrapolating from clients, SIM cards or payrolls.")
    MEDIA = ("media", "A number in the press with no measurement named behind it.")


class Source(BaseModel):
    """One row of `sources.csv`.

    Parameters
    ----------
    id
        Short identifier that claims refer to, for instance `geostat`.
    name
        Name of the institution. Never a private person.
    kind
        Class of source.
    url
        Where the institution publishes; may be blank.
    note
        What to know before trusting it.

    Examples
    --------
    >>> Source(id="geostat", name="Geostat", kind="register").kind.value
    'register'
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Identifier
    name: str
    kind: SourceClass
    url: str = ""
    note: str = ""
