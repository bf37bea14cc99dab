import pytest

from bot import recent
from bot.domain.asker import Asker
from bot.recent import Heading, Recent, place_of

ADA, BEN = Asker(user_id=1, guild_id=10), Asker(user_id=2, guild_id=10)
DIRECT = Asker(user_id=1)


def noted(made: Recent, asker: Asker, *headings: tuple[int, str], private: bool = False) -> None:
    made.note(place_of(asker), [Heading(number, asker.user_id, private, text) for number, text in headings])


def offered(made: Recent, asker: Asker, typed: str = "") -> list[int]:
    return [heading.id for heading in made.offered(asker, typed)]


@pytest.fixture
def made() -> Recent:
    there = Recent()
    noted(there, ADA, (1, "Wart"), (2, "Talk"))
    noted(there, BEN, (3, "Knee"), private=True)
    noted(there, DIRECT, (4, "Mole"))
    return there


def test_the_newest_come_first_and_what_is_private_to_its_asker_alone(made: Recent) -> None:
    assert offered(made, ADA) == [2, 1]
    assert offered(made, BEN) == [3, 2, 1]
    assert offered(made, DIRECT) == [4]
    assert offered(made, Asker(user_id=2)) == offered(made, Asker(user_id=1, guild_id=20)) == []


@pytest.mark.parametrize(("typed", "found"), [(" wArT ", [1]), ("#2", [2]), ("2", [2]), ("knee", [])])
def test_a_number_or_words_narrow_it_down(made: Recent, typed: str, found: list[int]) -> None:
    assert offered(made, ADA, typed) == found


def test_what_was_read_again_is_there_once(made: Recent) -> None:
    noted(made, ADA, (1, "Wart"), (2, "Talk"))
    assert offered(made, ADA) == [2, 1]


def test_the_newest_of_each_place_and_the_last_places_stay(made: Recent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_EACH", 2)
    monkeypatch.setattr(recent, "_PLACES", 2)
    noted(made, ADA, (5, "Skin"))
    assert offered(made, BEN) == [5, 3]
    noted(made, Asker(user_id=9), (6, "Eye"))
    assert offered(made, DIRECT) == []


def test_what_is_deleted_is_offered_no_more(made: Recent) -> None:
    made.drop(1)
    assert offered(made, ADA) == [2]
    made.forget(2, 10)
    assert offered(made, BEN) == [2]
    made.forget(1, None)
    assert offered(made, DIRECT) == []
    assert offered(made, ADA) == [2]
    made.forget(1, None, everywhere=True)
    assert offered(made, ADA) == []
