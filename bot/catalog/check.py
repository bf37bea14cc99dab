"""Cross-checks the loaded catalog: nothing dangles, nothing lacks its citation, nothing is said twice."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.catalog.tables import refuse
from bot.domain.catalog import Catalog
from bot.domain.service import CodeRef
from bot.domain.topic import Example

FIRST_YEAR = 1992
"""Medicare has paid by relative values since then; nothing that is cited can be older."""


def check(catalog: Catalog, folder: Path) -> None:
    """Raise `CatalogError` for the first finding, naming file, row and key."""
    for file, where, why in _findings(catalog):
        raise refuse(folder / file, where, why)


def _findings(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    yield from _cited(catalog)
    yield from _words(catalog)
    yield from _services(catalog)
    yield from _rules(catalog)
    yield from _aparts(catalog)
    yield from _concepts(catalog)
    yield from _aliases(catalog)
    yield from _topics(catalog)
    yield from _releases(catalog)
    yield from _dates(catalog)
    yield from _factors(catalog)


def _cited(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Find values whose citation is not in citations.toml."""
    named = [("services.toml", f"service.{one.code}, cite", one.cite) for one in catalog.services.values() if one.cite]
    named += [("rules.toml", f"rule.{one.id}, cite", one.cite) for one in catalog.rules.values()]
    for limit in ("often", "patient"):
        facts = ((rule.id, getattr(rule, limit)) for rule in catalog.rules.values())
        named += [("rules.toml", f"rule.{rule}, {limit}.cite", fact.cite) for rule, fact in facts if fact is not None]
    named += [("apart.toml", f"apart.{one.id}, cite", one.cite) for one in catalog.aparts.values()]
    named += [("topics.toml", f"topic.{one.id}, cites", cite) for one in catalog.topics.values() for cite in one.cites]
    named += [("clinicians.toml", f"clinician.{one.clinician}, cite", one.cite) for one in catalog.shares.values()]
    named += [("releases.toml", f"release.{one.id}, cite", one.cite) for one in catalog.releases]
    named += [("releases.toml", f"gpci.{year}, cite", cite) for year, cite in catalog.gpci_cites.items()]
    named += [("releases.toml", "minutes, cite", catalog.minutes_cite)]
    named += [("factors.toml", f"factor from {one.start}, cite", one.cite) for one in catalog.factors]
    for file, where, cite in named:
        if cite not in catalog.citations:
            yield file, where, f"there is no citation {cite}"


def _services(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    rows = {code for of_release in catalog.rows.values() for code, _ in of_release}
    for service in catalog.services.values():
        where = f"service.{service.code}"
        if service.concept not in catalog.concepts:
            yield "services.toml", f"{where}, concept", f"there is no concept {service.concept}"
        if (service.coverage or service.instead) and not service.cite:
            yield "services.toml", f"{where}, cite", "a coverage condition or substitute needs its citation"
        if service.code not in rows:
            yield "services.toml", where, "no release has that code"


def _rules(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for rule in catalog.rules.values():
        for line in (line for band in rule.bands for line in band.lines):
            if line.code in catalog.services:
                continue  # whose rows are looked for with the services
            ref = CodeRef.parse(line.code)
            if ref.code not in catalog.services:
                yield "rules.toml", f"rule.{rule.id}, bands", f"there is no service {line.code}"
            elif not any((ref.code, ref.row_modifier) in of_release for of_release in catalog.rows.values()):
                yield "rules.toml", f"rule.{rule.id}, bands", f"no release has a row for {line.code}"


def _aparts(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Find limits that name nothing, or what is not there."""
    for apart in catalog.aparts.values():
        where = f"apart.{apart.id}"
        groups = {"first": apart.first, "second": apart.second, "unless": apart.unless}
        for key, group in groups.items():
            if group is None:
                continue
            if not (group.codes or group.by_time):
                yield "apart.toml", f"{where}, {key}", "it names no code and no rule"
            for code in group.codes:
                if code not in catalog.services:
                    yield "apart.toml", f"{where}, {key}", f"there is no service {code}"
            for rule in group.by_time:
                if rule not in catalog.rules:
                    yield "apart.toml", f"{where}, {key}", f"there is no rule {rule}"
        if (apart.unless is None) != (apart.exception is None):
            yield "apart.toml", f"{where}, exception", "what it does not hold for, and why, need each other"


def _concepts(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for concept in catalog.concepts.values():
        where = f"concept.{concept.id}"
        used = {use.rule for use in concept.uses}
        for use in concept.uses:
            if use.rule not in catalog.rules:
                yield "concepts.toml", f"{where}, uses", f"there is no rule {use.rule}"
            if use.with_rule is not None and use.with_rule not in used:
                yield "concepts.toml", f"{where}, uses", f"{use.rule} is added to {use.with_rule}, which it lacks"
        alone = (concept.read_only,) if concept.read_only else ()
        person = (concept.by_clinician,) if concept.by_clinician else ()
        group = (concept.in_group,) if concept.in_group else ()
        beside = (concept.with_visit,) if concept.with_visit else ()
        for key, others in (
            ("instead_of", concept.instead_of),
            ("or_else", concept.or_else),
            ("choices", concept.choices),
            ("read_only", alone),
            ("by_clinician", person),
            ("in_group", group),
            ("renewed", concept.renewed),
            ("elsewhere", (concept.elsewhere,) if concept.elsewhere else ()),
            ("minutes_of", (concept.minutes_of,) if concept.minutes_of else ()),
            ("with_visit", beside),
            ("by_region", concept.by_region.values()),
        ):
            for other in others:
                if other not in catalog.concepts:
                    yield "concepts.toml", f"{where}, {key}", f"there is no concept {other}"

        for region in concept.by_region.keys() - catalog.lexicon.regions.keys():
            yield "concepts.toml", f"{where}, by_region", f"no word of the language is in {region}"


def _aliases(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Find a phrase that names two concepts, unless each offers the other."""
    owners: dict[str, str] = {}
    for concept in catalog.concepts.values():
        for alias in concept.aliases:
            owner = owners.setdefault(alias, concept.id)
            if owner == concept.id:
                continue
            offered = owner in concept.instead_of and concept.id in catalog.concepts[owner].instead_of
            if not offered:
                yield "concepts.toml", f"concept.{concept.id}, aliases", f"{alias!r} also names {owner}"


def _words(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Find names that could never be matched, and those that name two codes or two topics."""
    concepts = ((one.id, one.aliases) for one in catalog.concepts.values())
    services = [(one.code, one.aliases) for one in catalog.services.values()]
    topics = [(one.id, one.words) for one in catalog.topics.values()]
    yield from _untidy("concepts.toml", "concept.{}, aliases", concepts)
    yield from _untidy("services.toml", "service.{}, aliases", services)
    yield from _untidy("topics.toml", "topic.{}, words", topics)
    yield from _shared("services.toml", "service.{}, aliases", services)
    yield from _shared("topics.toml", "topic.{}, words", topics)


def _untidy(file: str, where: str, named: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, str]]:
    for name, words in named:
        said = " ".join(words)
        if all(words) and said == " ".join(said.lower().split()) and len(set(words)) == len(words):
            continue  # all of a name's words at once: there are tens of thousands
        for number, word in enumerate(words):
            if word != " ".join(word.lower().split()) or not word:
                yield file, where.format(name), f"{word!r} must be lower case with single spaces"
            if word in words[:number]:
                yield file, where.format(name), f"{word!r} is there twice"


def _shared(file: str, where: str, named: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, str]]:
    owners: dict[str, str] = {}
    for name, words in named:
        for word in words:
            if (owner := owners.setdefault(word, name)) != name:
                yield file, where.format(name), f"{word!r} also names {owner}"


def _topics(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for topic in catalog.topics.values():
        where = f"topic.{topic.id}"
        if not topic.cites:
            yield "topics.toml", f"{where}, cites", "a topic needs at least one citation"
        if (topic.example is Example.MODEL) != (topic.terms is not None):
            yield (
                "topics.toml",
                f"{where}, terms",
                "an example of another way to pay needs its own numbers",
            )
        if (topic.example is Example.RATE) != (topic.rate is not None):
            yield "topics.toml", f"{where}, rate", "an example of a rate needs one"
        for other in (one for one in topic.see_also if one not in catalog.topics):
            yield "topics.toml", f"{where}, see_also", f"there is no topic {other}"
        drawn = () if topic.bands is None else (topic.bands,)
        for concept in (one for one in (*topic.concepts, *drawn) if one not in catalog.concepts):
            yield "topics.toml", f"{where}, concepts", f"there is no concept {concept}"
        for code in topic.codes:
            if CodeRef.parse(code).code not in catalog.services:
                yield "topics.toml", f"{where}, codes", f"there is no service {code}"


def _releases(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for release in catalog.releases:
        where = f"release.{release.id}"
        if release.effective.year != release.year:
            yield "releases.toml", f"{where}, effective", f"{release.effective} is not in {release.year}"
        if release.id not in catalog.rows:
            yield "rvu.csv", where, "the release has no rows"
        if release.year not in catalog.gpcis:
            yield "gpci.csv", where, f"there are no price indices for {release.year}"
        if catalog.citations[release.cite].date != release.effective:
            yield "releases.toml", f"{where}, effective", f"{release.cite} is dated otherwise"
    for unknown in catalog.rows.keys() - {release.id for release in catalog.releases}:
        yield "rvu.csv", f"release {unknown}", "it is not in releases.toml"


def _dates(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    # An effective date may lie ahead, but not beyond the year after the newest release.
    last_year = catalog.releases[-1].year + 1
    for citation in catalog.citations.values():
        if not FIRST_YEAR <= citation.date.year <= last_year:
            yield "citations.toml", f"citation.{citation.id}, date", f"{citation.date} cannot be"


def _factors(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for factor in catalog.factors:
        where = f"factor from {factor.start}"
        if factor.end < factor.start:
            yield "factors.toml", f"{where}, end", "it ends before it starts"
        for other in catalog.factors:
            # A factor without a track is that of both tracks.
            same_track = None in (other.track, factor.track) or other.track == factor.track
            if other is not factor and same_track and other.start <= factor.start <= other.end:
                yield "factors.toml", f"{where}, start", f"it overlaps the factor from {other.start}"
