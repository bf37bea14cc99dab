"""Names are found whatever the order of their words, and never across what divides them."""

import pytest

from bot.language.names import Field, Match, Names

NAMES: Names[str] = Names(
    [
        (("wart",), "wart"),
        (("freez", "wart"), "wart"),
        (("kne", "injection"), "knee"),
        (("injection",), "any"),
        (("shoulder", "injection"), "shoulder"),
        (("diet", "and", "exercis"), "lifestyle"),
        (("bp", "without", "rx"), "plain bp"),
        (("rn", "bp"), "nurse"),
        (("steroid", "injection"), "any"),
        (("tag",), "tag"),
        (("tag",), "label"),
    ],
    vague={"any"},
)


def found(text: str, **field: object) -> list[tuple[str, tuple[int, ...]]]:
    stems = text.split()
    matches: list[Match[str]] = NAMES.find(Field(stems=stems, **({"areas": ((0, len(stems)),)} | field)))
    return [("|".join(sorted(match.name.targets)), match.places) for match in matches]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wart freez", [("wart", (0, 1))]),
        ("freez the wart", [("wart", (0, 2))]),
        ("injection in kne", [("knee", (0, 2))]),
        ("injection kne injection", [("knee", (0, 1)), ("any", (2,))]),
        ("wart a b c d e freez", [("wart", (0,))]),
        ("nothing", []),
        ("tag", [("label|tag", (0,))]),
    ],
)
def test_words_of_a_name_stand_in_any_order_but_near(text: str, names: list[tuple[str, tuple[int, ...]]]) -> None:
    assert found(text) == names


def test_an_exact_name_beats_a_vague_one_of_as_many_words() -> None:
    assert found("steroid injection x shoulder")[0][0] == "shoulder"


def test_a_name_does_not_reach_across_areas() -> None:
    assert found("wart vs freez", areas=((0, 1), (2, 3))) == [("wart", (0,))]


def test_a_joining_word_stands_inside_a_name_only_as_part_of_it() -> None:
    assert found("kne and injection", walls={1}) == [("any", (2,))]
    assert found("diet and exercis", walls={1}) == [("lifestyle", (0, 1, 2))]


def test_small_words_do_not_make_a_gap() -> None:
    assert found("wart a b c d e freez", light={1, 2, 3}) == [("wart", (0, 6))]


def test_a_negated_word_belongs_only_to_a_name_with_the_negation() -> None:
    assert found("wart without kne injection", negated={2: 1, 3: 1}) == [("wart", (0,))]
    assert found("bp without rx", negated={2: 1}) == [("plain bp", (0, 1, 2))]


def test_who_is_asking_counts_wherever_it_stands() -> None:
    stems = ["rn", "here", ",", "a", "bp", "check"]
    field = Field(stems=stems, areas=((0, 2), (3, 6)), floating={"rn": 0})
    (match,) = NAMES.find(field)
    assert (match.name.targets, match.start, match.end) == (frozenset({"nurse"}), 4, 5)


def test_a_set_of_words_is_looked_up_exactly() -> None:
    assert NAMES.exactly({"wart", "freez"}) == {"wart"}
    assert NAMES.exactly({"wart", "kne"}) == frozenset()
    assert NAMES.exactly(set()) == frozenset()


def test_every_name_of_what_is_meant_is_told() -> None:
    assert frozenset({"wart", "freez"}) in set(NAMES.called({"wart"}))
    assert set(NAMES.called(frozenset())) == set()


PLACED: Names[str] = Names(
    [
        (("mole", "removal"), "mole"),
        (("cyst", "removal"), "mole"),
        (("cyst", "removal", "hand"), "hand lump"),
        (("hand", "xray"), "picture"),
        (("mole", "removal", "scalp", "deep"), "deep mole"),
    ],
    placed={"mole": {"nose": "face mole", "hand": "hand mole", "arm": "mole"}},
)


def placed(text: str) -> list[tuple[str, tuple[int, ...]]]:
    stems = text.split()
    matches = PLACED.find(Field(stems=stems, areas=((0, len(stems)),)))
    return [("|".join(sorted(match.name.targets)), match.places) for match in matches]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mole removal", [("mole", (0, 1))]),
        ("mole removal nose", [("face mole", (0, 1, 2))]),
        ("nose mole removal", [("face mole", (0, 1, 2))]),
        ("arm mole removal", [("mole", (0, 1, 2))]),
        ("mole removal leg", [("mole", (0, 1))]),
        ("cyst removal hand", [("hand lump|hand mole", (0, 1, 2))]),
        ("mole removal hand xray", [("hand mole", (0, 1, 2))]),
        ("nose removal", []),
    ],
)
def test_a_part_of_the_body_makes_something_else_of_a_name(text: str, names: list[tuple[str, tuple[int, ...]]]) -> None:
    assert placed(text) == names


def test_names_with_a_part_of_the_body_are_listed_like_the_others() -> None:
    assert PLACED.exactly({"mole", "removal", "nose"}) == {"face mole"}
    assert PLACED.exactly({"mole", "removal", "leg"}) == frozenset()
    assert [set(name.stems) for name in PLACED.within({"mole", "removal", "nose", "hand"})] == [
        {"mole", "removal", "hand"},
        {"mole", "removal", "nose"},
        {"mole", "removal"},
    ]
    assert set(PLACED.called({"face mole"})) == {
        frozenset({"mole", "removal", "nose"}),
        frozenset({"cyst", "removal", "nose"}),
    }
    assert "nose" in PLACED.words
