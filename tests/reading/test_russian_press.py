"""Russian of the press: papers and borders, scales cut short, origins listed, times, speakers."""

from __future__ import annotations

from datetime import date

import pytest
from gold import ARTICLES, score

from counterflow.reading import Context, Draft, read_text
from counterflow.reading.quantities import find_quantities
from counterflow.reading.sentences import split_sentences

MAY_2024 = Context(published=date(2024, 5, 2))
OPENING = "Агентство по делам беженцев обновило данные о мигрантах.\n\n"


def read(text: str) -> list[Draft]:
    return read_text(OPENING + text, MAY_2024)


@pytest.mark.parametrize(
    ("text", "measure", "hosts"),
    [
        ("Гражданство Сербии оформили 5,1 тыс. россиян.", "citizenships", ("SRB",)),
        ("Паспорта Черногории получили 2,3 тыс. россиян.", "citizenships", ("MNE",)),
        ("За гражданством Киргизии обратились 1 631 россиянин.", "other", ("KGZ",)),
        ("На получение ВНЖ в Литве подали заявки 7,4 тыс. украинцев.", "other", ("LTU",)),
        ("Вид на жительство в Сербии за год оформили 9,2 тыс. россиян.", "permits_issued",
         ("SRB",)),
        ("Видом на жительство в Турции располагают 90 тысяч россиян.", "permits_valid", ("TUR",)),
        ("Чехия предоставила временную защиту 320 тысячам украинцев.", "stock", ("CZE",)),
        ("Убежище в Нидерландах получили 14 тысяч сирийцев.", "stock", ("NLD",)),
        ("На миграционном учёте в Польше состоят 130 тысяч белорусов.", "stock", ("POL",)),
        ("Внутри страны перемещены 3,7 млн украинцев.", "stock", ("UKR",)),
        ("Миграционное сальдо Литвы составило 44 тысячи человек.", "net", ("LTU",)),
        ("Из Ливана на родину отбыли 3,4 тыс. сирийцев.", "returns", ("SYR",)),
        ("В обратном направлении границу пересекли 40 тысяч украинцев.", "border_exits", ("UKR",)),
        ("В Израиль репатриировались 8,2 тыс. россиян.", "arrivals", ("ISR",)),
        ("На 1 апреля в Литве с ВНЖ было 57 тысяч граждан Белоруссии.", "permits_valid", ("LTU",)),
        ("Патент на работу в Киргизии оформили 1,9 тыс. россиян.", "permits_issued", ("KGZ",)),
        ("Население Армении выросло за счёт миграции на 9,6 тыс. человек.", "net", ("ARM",)),
        ("Эмиграция из Киргизии достигла 12 тысяч человек.", "departures", ()),
        ("В Перу за день въехало рекордное число венесуэльцев — 8 400.", "border_entries",
         ("PER",)),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, measure: str, hosts: tuple[str, ...]) -> None:
    (draft,) = read(text)
    assert (draft.measure.value, draft.destinations) == (measure, hosts)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1 млн 213 тыс. 620 человек", 1_213_620),
        ("474 тыс. 18 сирийцев", 474_018),
        ("1,2 тыс. человек", 1200),
        ("страну покинул миллион.", 1e6),
        ("их было порядка миллиона.", 1e6),
        ("там живут чуть больше тысячи.", 1000),
    ],
)
def test_scales(words: str, value: float) -> None:
    (quantity,) = find_quantities(words)
    assert quantity.value == value


def test_a_scale_cut_short_ends_a_sentence_before_a_capital() -> None:
    text = "В Чад прибыли 40 тыс. Больше всего прибыло 5 тыс. детей."
    assert len(split_sentences(text)) == 2


def test_a_scale_cut_short_keeps_its_noun() -> None:
    assert read("Продажи жилья беженцам из России выросли до 3 тыс. квартир.") == []


@pytest.mark.parametrize(
    "text",
    [
        "В Израиль приехали мигранты: из России прибыли 32 тыс., из Украины — 2 190.",
        "Больше всего приехало в Израиль из России — 32 тыс., затем из Украины — 2,1 тыс.",
        "Больше всего в Израиль приехало из России (32 тыс.), на втором месте Украина (2,1 тыс.)",
    ],
)  # fmt: skip
def test_origins_are_listed(text: str) -> None:
    drafts = read(text)
    assert [(d.origin, d.destinations) for d in drafts] == [("RUS", ("ISR",)), ("UKR", ("ISR",))]


def test_citizens_of_a_country_are_its_people() -> None:
    (draft,) = read("В Польше живут 130 тысяч граждан Белоруссии.")
    assert (draft.origin, draft.destinations) == ("BLR", ("POL",))


def test_people_flee_the_crisis_of_their_own_country() -> None:
    drafts = read("Сирийцев в Ливане живёт 1,5 млн. Из Судана с апреля бежали 1,2 млн человек.")
    assert [draft.origin for draft in drafts] == ["SYR", "SDN"]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("за девять месяцев прошлого года", "2023-01-01", "2023-09-30"),
        ("за три месяца этого года", "2024-01-01", "2024-03-31"),
        ("за первый квартал", "2024-01-01", "2024-03-31"),
        ("с 24 по 25 апреля", "2024-04-24", "2024-04-25"),
        ("за минувшую неделю", "2024-04-22", "2024-04-28"),
        ("с конца 2023 года", "2023-12-31", "2024-05-02"),
        ("за последние полтора года", "2022-11-02", "2024-05-02"),
        ("в минувшие выходные", "2024-04-27", "2024-04-28"),
    ],
)
def test_times(when: str, start: str, end: str) -> None:
    (draft,) = read(f"{when.capitalize()} в Чад прибыли 90 тысяч суданских беженцев.")
    assert (str(draft.period_start), str(draft.period_end)) == (start, end)


def test_a_time_that_opens_a_clause_is_of_its_own_number() -> None:
    now, before = read("В Ереване живут 50 тысяч россиян; год назад их было 110 тысяч.")
    assert (str(now.period_end), str(before.period_end)) == ("2024-05-02", "2023-05-02")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("В Литву прибыли 9 тысяч украинцев, отчитался Департамент миграции.",
         "Департамент миграции"),
        ("В УВКБ ООН полагают, что в Чад прибыли 9 тысяч суданцев.", "УВКБ ООН"),
        ("По сведениям Грузстата, в Грузию въехали 9 тысяч россиян.", "Грузстат"),
        ("В Чад прибыли 9 тысяч суданцев, свидетельствуют новые данные УВКБ ООН.", "УВКБ ООН"),
        ("В Литве живут 9 тысяч белорусов, сообщил на брифинге глава МВД республики.",
         "глава МВД"),
        ("По оценкам экономистов, в Сербии живут 90 тысяч россиян.", "экономисты"),
        ("В Сербии живут 90 тысяч россиян, отчитался на встрече Зорван Пельтрик.", ""),
    ],
)  # fmt: skip
def test_who_is_credited(text: str, source: str) -> None:
    (draft,) = read(text)
    assert draft.source == source


@pytest.mark.parametrize(
    "text",
    [
        "Регион посетили 6,9 млн туристов.",
        "В городе построят жильё на 4 тыс. квартир.",
        "Погибли 7 тысяч мирных жителей.",
    ],
)
def test_others_are_no_claims(text: str) -> None:
    assert read(text) == []


def test_a_third_set_of_russian_articles_reaches_its_scores() -> None:
    scores = score(sorted((ARTICLES / "ru3").glob("*.txt")))
    assert scores.f1("span") >= 0.95
    assert scores.f1("usable") >= 0.72


def test_an_article_about_tourists_holds_no_claim() -> None:
    scores = score([ARTICLES / "ru3" / "m-negative.txt"])
    assert scores.drafts == 0
