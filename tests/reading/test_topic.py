"""Which texts are about people on the move, where no common word of migration says so."""

from __future__ import annotations

import pytest

from counterflow.reading.topic import about_people_on_the_move

ABOUT = [
    "Some 180,000 children from Ukraine attend Polish schools; schools had 192,000 a year before. "
    "Warsaw has 17,900 such pupils.",
    "By March 252,400 visas had been granted under the two schemes, and 203,100 holders had "
    "arrived in the United Kingdom.",
    "Almost 8,000 Ukrainians have found work in Lithuania, the employment service says.",
    "In Istanbul 530,000 Syrians have temporary status, the governor of the Turkish city said.",
    "Cars queued in Georgia for ten kilometres as 53,000 Russians came through in a week.",
    "Kazakhstan has given tax numbers to 406,000 Russians.",
    "Nearly 17,000 people from Gaza have passed through Rafah into Egypt.",
    "About 40,000 Russians now own property in Turkey, the land registry says.",
    "Since the Hong Kong route opened there have been 191,158 applications, of which 184,700 were "
    "granted; 140,300 people had arrived by then.",
    "Drought displaced 310,000 people in Somalia between January and March. Baidoa took in 54,000.",
    "Of the 6 million displaced by the fighting, 4.9 million have gone back to Mosul and Anbar.",
    "At least 1,800 doctors have left Venezuela since 2022, the association in Chile estimates.",
]
ELSEWHERE = [
    "Russia and Ukraine exchanged 200 prisoners of war, the fiftieth swap. In all 3,035 Ukrainians "
    "have come home; 8,000 remained in captivity.",
    "A poll of 2,016 Ukrainians found that 96% trust the army. Some 42% have work; in the south "
    "2.4 million stayed without water.",
    "Afghans planted 12,800 hectares of poppies; 150,000 farmers have found work in mining, and "
    "10,000 Afghans attend treatment centres.",
    "Antalya welcomed 3.4 million Russians last season. Hotels were full, and guests stayed 8.4 "
    "nights. Russians came in charter flights; hotels expect 4 million tourists this year.",
    "The chess olympiad drew 1,884 players to Budapest. The team from Ukraine took bronze, and 300 "
    "people from Ukraine came over to cheer; teams played 11 rounds.",
    "The bank has 108 million Russians as customers. Some 240,000 Russians bought flats with its "
    "loans, and its profit rose.",
    "The new ship displaces 31,000 tonnes. At the yard 4,000 workers were displaced by robots.",
    "Around 388 schools were damaged. In Naypyidaw 240 Burmese remained on their roofs.",
]


@pytest.mark.parametrize("text", ABOUT)
def test_people_of_a_crisis_counted_abroad_are_on_the_move(text: str) -> None:
    assert about_people_on_the_move(text)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_people_counted_at_home_at_war_or_on_holiday_are_not(text: str) -> None:
    assert not about_people_on_the_move(text)
