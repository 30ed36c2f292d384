"""Russian sentences about several crises go through the same steps as English ones."""

from __future__ import annotations

from datetime import date

import pytest
from gold import ARTICLES, score

from counterflow.reading import Context, Draft, hide_names, read_text
from counterflow.reading.places import find_places
from counterflow.reading.quantities import find_quantities

MAY_2024 = Context(published=date(2024, 5, 2))


def only(text: str) -> Draft:
    (draft,) = read_text(text, MAY_2024)
    return draft


@pytest.mark.parametrize(
    ("text", "measure", "origin", "hosts", "value"),
    [
        ("Более 600 тысяч суданских беженцев прибыли в Чад.", "arrivals", "SDN", ("TCD",), 6e5),
        ("Польша приняла 950 тысяч украинцев.", "arrivals", "UKR", ("POL",), 950e3),
        ("В Турции живут около 3,1 миллиона сирийцев.", "stock", "SYR", ("TUR",), 3.1e6),
        ("Украину покинули более 6 миллионов человек.", "departures", "UKR", (), 6e6),
        ("В 2023 году в Грузию въехали 112 тысяч россиян.", "border_entries", "RUS", ("GEO",),
         112e3),
        ("Германия получила 60 534 ходатайства об убежище от афганцев.", "asylum_applications",
         "AFG", ("DEU",), 60534),
        ("Сербия выдала россиянам 30 тысяч видов на жительство.", "permits_issued", "RUS",
         ("SRB",), 30e3),
        ("Около 40% уехавших из Судана вернулись.", "returned_share", "SDN", ("SDN",), 40),
        ("На родину вернулись двести тысяч афганцев.", "returns", "AFG", ("AFG",), 2e5),
        ("Сотни тысяч рохинджа бежали в Бангладеш из Мьянмы.", "departures", "MMR", ("BGD",),
         None),
        ("В Казахстан и Киргизию прибыли 80 тысяч россиян.", "arrivals", "RUS", ("KAZ", "KGZ"),
         80e3),
        ("Полтора миллиона венесуэльцев живут в Перу.", "stock", "VEN", ("PER",), 1.5e6),
    ],
)  # fmt: skip
def test_measure_places_and_number(
    text: str, measure: str, origin: str, hosts: tuple[str, ...], value: float | None
) -> None:
    draft = only(text)
    assert (draft.measure.value, draft.origin, draft.destinations) == (measure, origin, hosts)
    assert draft.value == value


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("в 2023 году", "2023-01-01", "2023-12-31"),
        ("с апреля 2023 года", "2023-04-01", "2024-05-02"),
        ("в прошлом году", "2023-01-01", "2023-12-31"),
        ("с начала года", "2024-01-01", "2024-05-02"),
        ("за последние три месяца", "2024-02-02", "2024-05-02"),
        ("с начала войны", "2023-04-15", "2024-05-02"),
        ("в первый месяц войны", "2023-04-15", "2023-05-15"),
        ("в первом полугодии 2023 года", "2023-01-01", "2023-06-30"),
        ("за первые два месяца 2024 года", "2024-01-01", "2024-02-29"),
    ],
)
def test_period(when: str, start: str, end: str) -> None:
    draft = only(f"Около 90 тысяч суданских беженцев прибыли в Чад {when}.")
    assert (str(draft.period_start), str(draft.period_end)) == (start, end)


@pytest.mark.parametrize(
    ("form", "hedge", "low", "high"),
    [
        ("сотни тысяч", "order_of_magnitude", 2e5, 999999),
        ("десятки или даже сотни тысяч", "order_of_magnitude", 2e4, 999999),
        ("несколько тысяч", "order_of_magnitude", 2000, 9999),
        ("от 300 до 500 тысяч", "range", 3e5, 5e5),
        ("не более 80 тысяч", "at_most", None, 8e4),
        ("не менее двухсот пятидесяти тысяч", "at_least", 25e4, None),
    ],
)
def test_vague_numbers(form: str, hedge: str, low: float | None, high: float | None) -> None:
    (quantity,) = find_quantities(f"{form} человек")
    assert (quantity.hedge.value, quantity.low, quantity.high) == (hedge, low, high)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("{}, по данным УВКБ ООН.", "УВКБ ООН"),
        ("По данным МВД Молдавии, {}.", "МВД Молдавии"),
        ("{}, сообщила польская пограничная служба.", "польская пограничная служба"),
        ("{}, рассказал Зорван Пельтрик.", ""),
    ],
)
def test_source(sentence: str, source: str) -> None:
    assert only(sentence.format("в Молдавию прибыли 5 тысяч украинцев")).source == source


def test_names_decline_together() -> None:
    text = "в Саудовской Аравии, из Южного Судана, с Украины, к Шри-Ланке, сирийскими, армянам"
    assert [m.code for m in find_places(text)] == ["SAU", "SSD", "UKR", "LKA", "SYR", "ARM"]


def test_a_list_goes_with_its_countries() -> None:
    drafts = read_text("В Колумбии живут 2,8 млн венесуэльцев, в Перу — 1,5 млн.", MAY_2024)
    assert [d.destinations for d in drafts] == [("COL",), ("PER",)]


@pytest.mark.parametrize(
    "text",
    [
        "Беженцы ушли. Погибли 847 мирных жителей.",
        "Указ мобилизовать 300 000 резервистов вызвал эмиграцию.",
        "Беженец, 35 лет, ждал 18 часов и заплатил 3000 долларов.",
        "Мигранты уехали из страны, где инфляция составила 190%.",
    ],
)
def test_other_numbers_are_no_claims(text: str) -> None:
    assert read_text(text, MAY_2024) == []


def test_names_are_hidden() -> None:
    assert "Пельтрик" not in hide_names("В мае Зорван Пельтрик уехал в Грузию.")


def test_own_russian_articles_reach_their_scores() -> None:
    scores = score(sorted((ARTICLES / "ru").glob("*.txt")))
    assert scores.f1("span") >= 0.85
    assert scores.f1("measure") >= 0.80
    assert scores.f1("usable") >= 0.65


def test_a_source_stands_in_the_nominative() -> None:
    text = "По данным пограничной службы Украины, страну покинули 5 миллионов беженцев."
    assert [d.source for d in read_text(text, MAY_2024)] == ["пограничная служба Украины"]
