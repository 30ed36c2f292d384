"""Pages of the web: their outlet, their encoding."""

from __future__ import annotations

import json

import pytest

from counterflow.reading import ReadingError, read_document

pytest.importorskip("trafilatura")

BODY = (
    "<article><p>More than 5,000 Sudanese refugees have fled to Chad, where the camps are full and "
    "the rains have begun early.</p><p>Aid agencies ask for help.</p></article>"
)


@pytest.mark.parametrize(
    ("site", "author", "outlet"),
    [
        ("Le Jour", "Zorvana Peltrik", "Le Jour"),
        ("Zorvana Peltrik", "Zorvana Peltrik", ""),
        ("Peltrik Online", "Zorvana Peltrik", ""),
        ("Peltrik News Agency", "Zorvana Peltrik", "Peltrik News Agency"),
    ],
)
def test_a_page_of_one_persons_own_has_no_outlet(site: str, author: str, outlet: str) -> None:
    page = (
        f'<html><head><meta name="author" content="{author}">'
        f'<meta property="og:site_name" content="{site}"></head><body>{BODY}</body></html>'
    )
    assert read_document("a.html", page.encode()).reporter == outlet


@pytest.mark.parametrize(
    ("data", "outlet"),
    [
        ({"publisher": {"@type": "Organization", "name": "Le  Jour"}}, "Le Jour"),
        ({"publisher": {"@type": ["NewsMediaOrganization"], "name": "Le Jour"}}, "Le Jour"),
        (
            {
                "@graph": [
                    {"@type": "Article", "publisher": {"@id": "#o"}},
                    {"@id": "#o", "@type": "Organization", "name": "Le Jour"},
                ]
            },
            "Le Jour",
        ),
        ({"publisher": {"@type": "Person", "name": "Zorvana Peltrik"}}, ""),
        ({"publisher": {"name": "Zorvana Peltrik"}}, ""),
        ({"publisher": {"@type": "Organization", "name": "Zorvana Peltrik"}}, ""),
        ({"publisher": {"@type": "Organization", "name": 5}}, ""),
        ({"publisher": "Le Jour"}, ""),
        ([1, None, {"@graph": [3]}], ""),
    ],
)
def test_the_organisation_that_publishes_a_page_is_its_outlet(data: object, outlet: str) -> None:
    page = (
        '<html><head><meta name="author" content="Zorvana Peltrik">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        f"<script type='application/ld+json'>{{oops</script></head><body>{BODY}</body></html>"
    )
    assert read_document("a.html", page.encode()).reporter == outlet


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(ReadingError, match="holds no text"):
        read_document("a.html", b"<html><body><script>go()</script></body></html>")


def test_a_page_is_decoded_as_it_declares() -> None:
    text = "Более 5 тысяч беженцев прибыли в Польшу, сообщила пограничная служба республики."
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        f"</head><body><article><p>{text}</p></article></body></html>"
    )
    assert text in read_document("a.html", page.encode("windows-1251")).text
    with pytest.raises(ReadingError, match="no encoding"):
        read_document("b.html", b'<html><meta charset="nonsense"><body>a</body></html>')
    with pytest.raises(ReadingError, match="not UTF-8 text"):
        read_document("c.html", b"<html><body>caf\xe9</body></html>")
