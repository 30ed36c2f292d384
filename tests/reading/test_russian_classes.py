"""Classes of Russian sentences: who is numbered, what returned, places before the verb, time."""

from __future__ import annotations

from datetime import date

import pytest
from gold import ARTICLES, score

from counterflow.reading import Context, Draft, read_text

MAY_2024 = Context(published=date(2024, 5, 2))
OPENING = "Агентство по делам беженцев обновило данные.\n\n"


def read(text: str) -> list[Draft]:
    return read_text(OPENING + text, MAY_2024)


@pytest.mark.parametrize(
    ("text", "measure", "hosts"),
    [
        ("Число сирийских беженцев в Иордании составляет 610 тысяч.", "stock", ("JOR",)),
        ("Численность афганцев в Иране достигла 4,5 млн.", "stock", ("IRN",)),
        ("Количество украинцев в Чехии выросло на 12 тысяч.", "change", ("CZE",)),
        ("Число афганцев, вернувшихся из Ирана, достигло 1,2 млн.", "returns", ("AFG",)),
        ("К маю в Армении оставались 40 тысяч россиян.", "stock", ("ARM",)),
        ("В Болгарии осели 60 тысяч украинцев.", "stock", ("BGR",)),
        ("В Литве 3,1 тыс. белорусов обратились за видом на жительство.", "other", ("LTU",)),
        ("Черногория одобрила 7 тысяч заявок россиян на ВНЖ.", "permits_issued", ("MNE",)),
        (
            "В 2023 году убежища в Германии попросили 51 тысяча афганцев.",
            "asylum_applications",
            ("DEU",),
        ),
        ("Временной защитой в Литве пользуются 41 тысяча украинцев.", "stock", ("LTU",)),
        ("Из Ливана домой уехали 90 тысяч сирийцев.", "returns", ("SYR",)),
        ("В Уганду ожидается приезд 90 тысяч суданцев.", "arrivals", ("UGA",)),
    ],
)
def test_what_is_counted(text: str, measure: str, hosts: tuple[str, ...]) -> None:
    (draft,) = read(text)
    assert (draft.measure.value, draft.destinations) == (measure, hosts)


@pytest.mark.parametrize(
    "text",
    [
        "Число погибших мирных жителей в Судане достигло 9 тысяч. Беженцев не было.",
        "Численность населения Грузии составляет 3,7 миллиона. Беженцев не было.",
        "На помощь беженцам собрано лишь 24% средств.",
        "Число жителей Молдавии упало до 2,4 миллиона. Беженцев не было.",
    ],
)
def test_other_numbered_groups_are_no_claims(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Суданцы бежали из страны. Вернулся каждый шестой.", "returned_share", 16.67),
        ("Домой вернулась каждая третья семья беженцев из Сирии.", "returned_share", 33.33),
        ("Девять из десяти уехавших из России не собираются возвращаться.", "share", 90),
        ("Четверо из десяти вернувшихся афганцев — дети.", "share", 40),
        ("Семь из десяти украинских беженцев в Польше работают.", "share", 70),
    ],
)
def test_shares_in_words(text: str, measure: str, value: float) -> None:
    (draft,) = read(text)
    assert (draft.measure.value, draft.value) == (measure, value)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("В Эфиопию бежали 70 тысяч суданцев, в Уганду — 80 тысяч.", [("ETH",), ("UGA",)]),
        ("Из Афганистана в Пакистан бежало 600 тысяч человек.", [("PAK",)]),
        ("В Литве насчитывается 50 тысяч украинцев, в Латвии зарегистрированы 30 тысяч.",
         [("LTU",), ("LVA",)]),
        ("Россияне едут в Сербию и Турцию. В обе страны прибыли 90 тысяч россиян.",
         [("SRB", "TUR")]),
        ("Из Нагорного Карабаха в Армению прибыли 99 тысяч беженцев.", [("ARM",)]),
    ],
)  # fmt: skip
def test_places_before_the_verb(text: str, hosts: list[tuple[str, ...]]) -> None:
    assert [draft.destinations for draft in read(text)] == hosts


@pytest.mark.parametrize(
    "text",
    [
        "Иран планирует выслать ещё 1,4 млн афганцев.",
        "До конца года Пакистан вышлет 300 тысяч афганцев.",
        "В 2025 году Россию покинут ещё 200–250 тысяч человек.",
        "Домой вернутся 300 тысяч сирийцев.",
    ],
)
def test_what_has_yet_to_come(text: str) -> None:
    (draft,) = read(text)
    assert draft.forecast


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("к концу марта", "2024-03-31", "2024-03-31"),
        ("к началу апреля 2023 года", "2023-04-01", "2023-04-01"),
    ],
)
def test_parts_of_months(when: str, start: str, end: str) -> None:
    (draft,) = read(f"{when.capitalize()} в Чаде находились 500 тысяч суданских беженцев.")
    assert (str(draft.period_start), str(draft.period_end)) == (start, end)


def test_last_week() -> None:
    (draft,) = read("За прошлую неделю в Чад прибыли 4 тысячи суданцев.")
    assert (str(draft.period_start), str(draft.period_end)) == ("2024-04-22", "2024-04-28")


def test_flows_of_so_many_months() -> None:
    (draft,) = read("В Чад за три месяца прибыли 40 тысяч суданцев.")
    assert (str(draft.period_start), str(draft.period_end)) == ("2024-02-02", "2024-05-02")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("В Чили живут 444 тысячи венесуэльцев, в Аргентине — 220.", [444e3, 220e3]),
        ("В Турции находятся 2,6 миллиона сирийцев, в Ливане — 1,1.", [2.6e6, 1.1e6]),
        ("В Грузию приехали 62 тысячи россиян, в Армению — 900.", [62e3, 900]),
    ],
)
def test_scales_left_out_in_lists(text: str, values: list[float]) -> None:
    assert [draft.value for draft in read(text)] == values


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Как сообщила Пограничная служба, в Молдавию въехали 12 тысяч украинцев.",
         "Пограничная служба"),
        ("В Литву прибыли 9 тысяч украинцев, сообщил в среду Департамент миграции.",
         "Департамент миграции"),
        ("По прогнозу Центра развития, домой вернутся 300 тысяч сирийцев.", "Центр развития"),
        ("Сербия выдала россиянам 63 тысячи ВНЖ, следует из ответа МВД Сербии на запрос газеты.",
         "МВД Сербии"),
        ("Иран выслал 90 тысяч афганцев, сообщила Международная организация по миграции (МОМ).",
         "Международная организация по миграции"),
        ("Как рассказал Зорван Пельтрик, в Армению переехали 40 тысяч россиян.", ""),
        ("В Армению переехали 40 тысяч россиян, сообщил вчера Зорван Пельтрик.", ""),
    ],
)  # fmt: skip
def test_who_is_credited(text: str, source: str) -> None:
    (draft,) = read(text)
    assert draft.source == source


def test_the_office_named_before() -> None:
    drafts = read(
        "В Венгрию въехали 30 тысяч украинцев, сообщила Национальная полиция Венгрии. "
        "По данным ведомства, 5 тысяч попросили убежища."
    )
    assert {draft.source for draft in drafts} == {"Национальная полиция Венгрии"}


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Польскую границу с начала года пересекли 1,3 млн украинцев.", "POL"),
        ("На турецкой территории находятся 2,6 млн сирийцев.", "TUR"),
        ("Через румынскую границу прошли 40 тысяч украинцев.", "ROU"),
        ("В Руанде зарегистрированы 80 тысяч конголезских беженцев.", "RWA"),
        ("Через Дарьенский пробел прошли 19 800 венесуэльцев.", "PAN"),
    ],
)
def test_ground_of_a_country(text: str, host: str) -> None:
    (draft,) = read(text)
    assert draft.destinations == (host,)


def test_now_is_the_day_of_publication() -> None:
    drafts = read("Год назад в Грузии жили 100 тысяч россиян, сейчас — 60 тысяч.")
    assert [str(draft.period_end) for draft in drafts] == ["2023-05-02", "2024-05-02"]


def test_a_second_set_of_russian_articles_reaches_its_scores() -> None:
    scores = score(sorted((ARTICLES / "ru2").glob("*.txt")))
    assert scores.f1("span") >= 0.93
    assert scores.f1("usable") >= 0.75
