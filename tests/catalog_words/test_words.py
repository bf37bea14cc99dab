"""Names, links and wording of the catalog."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.domain.concept import LISTED, Measure, Role
from bot.domain.source import Sure
from tests.catalog_words.words import Words

MOST_WORDS = 3
ORDER = list(Sure)


def sentences(text: str) -> int:
    """Count the sentences of a text in which only a sentence's end is followed by a capital letter."""
    return len(re.findall(r"[.?!](?= [A-Z0-9]|$)", text))


def shown(words: Words) -> Iterator[tuple[str, str]]:
    """Yield every sentence that users read, with where it stands."""
    for rule in words.rules.values():
        yield from ((rule.id, text) for text in (rule.condition, rule.note, rule.document) if text)
    for service in words.services.values():
        yield from ((service.code, text) for text in (service.coverage, service.instead) if text)
    for concept in words.concepts.values():
        yield from ((concept.id, text) for text in concept.caveats)
        yield from ((concept.id, use.condition) for use in concept.uses if use.condition)
    yield from ((topic.id, topic.text) for topic in words.topics.values())


def test_no_name_has_more_than_three_words(words: Words) -> None:
    names = [name for concept in words.concepts.values() for name in concept.aliases]
    names += [name for service in words.services.values() for name in service.aliases]
    names += [name for topic in words.topics.values() for name in topic.words]
    assert [name for name in names if len(name.split()) > MOST_WORDS or name != name.lower().strip()] == []


def test_no_name_means_two_things_however_it_is_hyphenated(words: Words) -> None:
    named = Counter(
        re.sub(r"[\s-]", "", name)
        for thing in (*words.concepts.values(), *words.services.values())
        for name in {re.sub(r"[\s-]", "", alias) for alias in thing.aliases}
    )
    assert [name for name, count in named.items() if count > 1] == []


def test_no_topic_word_is_also_a_service(words: Words) -> None:
    services = {alias for concept in words.concepts.values() for alias in concept.aliases}
    taught = Counter(word for topic in words.topics.values() for word in topic.words)
    assert [word for word, count in taught.items() if count > 1 or word in services] == []


def test_every_concept_can_be_named(words: Words) -> None:
    # A code that only an imported release has is meant by its code alone; a reading is named after what is read.
    read = {concept.read_only for concept in words.concepts.values()}
    unnamed = [one.id for one in words.concepts.values() if not one.aliases and one.id not in read]
    assert unnamed == [LISTED]


def test_every_code_of_a_rule_is_a_service(words: Words) -> None:
    billed = {code for rule in words.rules.values() for code in rule.codes}
    assert billed - set(words.services) == set()


def test_every_service_can_be_billed_by_its_own_concept(words: Words) -> None:
    strangers = [s.code for s in words.services.values() if s.code not in words.codes_of(s.concept)]
    assert strangers == []


def test_services_of_different_codes_have_different_names(words: Words) -> None:
    named = Counter(service.name for service in words.services.values())
    assert [name for name, count in named.items() if count > 1] == []


def test_every_rule_is_used_and_every_used_rule_exists(words: Words) -> None:
    used = {use.rule for concept in words.concepts.values() for use in concept.uses}
    assert used == set(words.rules)


def test_neighbours_exist_and_are_not_oneself(words: Words) -> None:
    for concept in words.concepts.values():
        near = {*concept.instead_of, *concept.choices}
        assert near <= set(words.concepts) - {concept.id}, concept.id
    for topic in words.topics.values():
        assert set(topic.see_also) <= set(words.topics) - {topic.id}, topic.id


def test_an_addon_follows_the_way_that_it_is_added_to(words: Words) -> None:
    for concept in words.concepts.values():
        before: set[str] = set()
        for use in concept.uses:
            assert (use.with_rule is None) == (use.role is not Role.ADDON), (concept.id, use.rule)
            assert use.with_rule is None or use.with_rule in before, (concept.id, use.rule)
            before.add(use.rule)


def test_a_concept_that_is_priced_has_a_main_way(words: Words) -> None:
    lacking = [c.id for c in words.concepts.values() if c.uses and all(u.role is not Role.MAIN for u in c.uses)]
    assert lacking == []


def test_what_counts_has_a_rule_by_count_and_the_reverse(words: Words) -> None:
    for concept in words.concepts.values():
        measures = {words.rules[use.rule].measure for use in concept.uses}
        assert (Measure.COUNT in measures) == (concept.counts is not None), concept.id


def test_bands_by_count_leave_no_number_out(words: Words) -> None:
    for rule in (rule for rule in words.rules.values() if rule.measure is Measure.COUNT):
        assert rule.bands[0].start == 1, rule.id
        for earlier, later in zip(rule.bands, rule.bands[1:], strict=False):
            assert later.start == (earlier.end or 0) + 1, rule.id


def test_bands_by_time_leave_no_minute_out_after_the_first(words: Words) -> None:
    for rule in (rule for rule in words.rules.values() if rule.measure is Measure.MINUTES):
        assert rule.bands[-1].end is None, rule.id
        for earlier, later in zip(rule.bands, rule.bands[1:], strict=False):
            assert later.start == (earlier.end or 0) + 1, rule.id


def test_nothing_is_surer_than_its_source(words: Words) -> None:
    for rule in words.rules.values():
        source = Sure(words.citations[rule.cite]["sure"])
        assert ORDER.index(rule.sure) >= ORDER.index(source), rule.id


def test_what_nobody_stated_says_so_beside_the_figure(words: Words) -> None:
    silent = [rule.id for rule in words.rules.values() if rule.sure is Sure.UNCONFIRMED and not rule.note]
    assert silent == []


def test_coverage_and_topics_name_sources_that_exist(words: Words) -> None:
    for service in words.services.values():
        assert (service.cite is not None) == bool(service.coverage or service.instead), service.code
        assert service.cite is None or service.cite in words.citations, service.code
    for topic in words.topics.values():
        assert topic.cites, topic.id
        assert set(topic.cites) <= set(words.citations), topic.id


def test_a_topic_is_two_sentences_with_an_example_of_known_codes(words: Words) -> None:
    for topic in words.topics.values():
        assert sentences(topic.text) == 2, topic.id
        assert {code.split("-")[0] for code in topic.codes} <= set(words.services), topic.id
        assert topic.codes, topic.id


def test_the_glossary_covers_what_staff_ask_about(words: Words) -> None:
    assert {
        "work_vs_total", "rvu", "conversion_factor", "gpci", "locality", "facility", "global_period", "status_letters",
        "priced_vs_covered", "efficiency_adjustment", "modifier_25", "modifier_26_tc", "modifier_50", "modifier_51",
        "modifier_53", "add_on_codes", "time_vs_mdm", "prolonged", "g2211", "incident_to", "npp_85",
        "prevention_codes_99401", "rate_per_wrvu", "practice_expense", "malpractice_rvu", "fqhc_rhc", "minutes_whose",
        "warts_cosmetic", "cocm", "split_shared", "budget_neutrality", "imaging_who_gets_paid",
    } <= set(words.topics)  # fmt: skip


def test_what_users_read_ends_like_a_sentence(words: Words) -> None:
    assert [where for where, text in shown(words) if not text.endswith((".", "?")) or text != text.strip()] == []


@pytest.mark.parametrize("pushy", ["maximize", "maximise", "upcode", "you should bill", "always bill", "get paid more"])
def test_nothing_urges_anyone_to_bill_higher(words: Words, pushy: str) -> None:
    assert [where for where, text in shown(words) if pushy in text.lower()] == []


def test_names_have_their_article_and_plural(words: Words) -> None:
    for concept in words.concepts.values():
        article = concept.one.split(" ", 1)[0]
        assert article in {"a", "an", "imaging"}, concept.id
        first = concept.one.split(" ", 1)[1][0]
        assert article != "a" or first not in "aeio", concept.id
        assert concept.many not in {concept.name, concept.one}, concept.id
