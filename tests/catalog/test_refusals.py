"""Each refusal of the loader, shown by one file that is wrong in one place beside otherwise sound ones."""

import shutil
from pathlib import Path

import pytest

from bot.catalog.load import load
from bot.errors import CatalogError

HERE = Path(__file__).parent
SOUND = HERE / "sound"
MALFORMED = HERE / "malformed"

REFUSALS = {
    "apart_dangling_citation.toml": "apart.toml, apart.wart_alone, cite: there is no citation nowhere",
    "apart_dangling_rule.toml": "apart.toml, apart.wart_alone, second: there is no rule mole",
    "apart_dangling_service.toml": "apart.toml, apart.wart_alone, first: there is no service 17111",
    "apart_exception_without_services.toml": "apart.toml, apart.wart_alone, exception: what it does not hold for, and",
    "apart_group_of_nothing.toml": "apart.toml, apart.wart_alone, first: it names no code and no rule",
    "apart_services_without_exception.toml": "apart.toml, apart.wart_alone, exception: what it does not hold for, and",
    "apart_unknown_span.toml": "apart.toml, apart.wart_alone, span: Input should be 'day' or 'month'",
    "citations_duplicate_key.toml": "citations.toml, syntax: Cannot overwrite a value",
    "citations_far_ahead.toml": "citations.toml, citation.ahead, date: 2062-04-01 cannot be",
    "citations_no_such_date.toml": "citations.toml, citation.file, date: Input should be a valid date",
    "citations_too_old.toml": "citations.toml, citation.old, date: 1926-04-01 cannot be",
    "citations_unknown_sureness.toml": "citations.toml, citation.file, sure: Input should be 'file'",
    "clinicians_dangling_citation.toml": "clinicians.toml, clinician.physician, cite: there is no citation nowhere",
    "clinicians_not_a_table.toml": "clinicians.toml, clinician.physician: it is not a table",
    "clinicians_share_above_one.toml": "clinicians.toml, clinician.physician, share: 1.01 is not a part",
    "clinicians_share_of_nothing.toml": "clinicians.toml, clinician.physician, share: 0 is not a part",
    "clinicians_unknown_clinician.toml": "clinicians.toml, clinician.barber, clinician: Input should be 'physician'",
    "concepts_addon_without_its_way.toml": "concepts.toml, concept.wart, uses: wart is added to visit, which it lacks",
    "concepts_alias_in_capitals.toml": "concepts.toml, concept.wart, aliases: 'Wart' must be lower case",
    "concepts_alias_twice.toml": "concepts.toml, concept.wart, aliases: 'wart' is there twice",
    "concepts_asks_without_choices.toml": "concepts.toml, concept.wart: concept wart asks back without choices",
    "concepts_dangling_choice.toml": "concepts.toml, concept.wart, choices: there is no concept mole",
    "concepts_dangling_neighbour.toml": "concepts.toml, concept.wart, instead_of: there is no concept mole",
    "concepts_dangling_reading.toml": "concepts.toml, concept.wart, read_only: there is no concept wart_read",
    "concepts_dangling_region.toml": "concepts.toml, concept.wart, by_region: there is no concept wart_face",
    "concepts_dangling_rule.toml": "concepts.toml, concept.wart, uses: there is no rule warts",
    "concepts_duplicate_table.toml": "concepts.toml, syntax: Cannot declare ('concept', 'wart') twice (at line",
    "concepts_empty_alias.toml": "concepts.toml, concept.wart, aliases: '' must be lower case",
    "concepts_neither_priced_nor_asked.toml": "concepts.toml, concept.wart: concept wart needs either ways to bill",
    "concepts_shared_alias.toml": "concepts.toml, concept.mole, aliases: 'wart' also names wart",
    "concepts_unknown_region.toml": "concepts.toml, concept.wart, by_region: no word of the language is in moon",
    "en_long_cue.toml": "en.toml, whole file: cue versus: 'as opposed to the' must be lower case and at most 3 words",
    "en_unknown_cue.toml": "en.toml, whole file, cues.against",
    "factors_dangling_citation.toml": "factors.toml, factor from 2026-01-01, cite: there is no citation nowhere",
    "factors_ends_before_it_starts.toml": "factors.toml, factor from 2026-01-01, end: it ends before it starts",
    "factors_factor_out_of_range.toml": "factors.toml, factor.2026, value: $334.009 is not between $20 and $60",
    "factors_overlap.toml": "factors.toml, factor from 2026-12-31, start: it overlaps the factor from 2026-01-01",
    "factors_overlap_of_a_track.toml": "factors.toml, factor from 2026-04-01, start: it overlaps the factor from",
    "factors_overlap_of_both_tracks.toml": "factors.toml, factor from 2026-06-01, start: it overlaps the factor from",
    "factors_unknown_track.toml": "factors.toml, factor.2026, track: Input should be 'qp' or 'nonqp'",
    "gpci_duplicate_row.csv": "gpci.csv, line 3: 10112-00 is there twice in 2026",
    "gpci_out_of_range.csv": "gpci.csv, line 2, pe: 8.75 is not between 0.1 and 4",
    "gpci_wrong_year.csv": "releases.toml, gpci.2025: the year's price indices have no citation",
    "minutes_duplicate_row.csv": "minutes.csv, line 3: 17110 is there twice",
    "minutes_of_another_year.csv": "minutes.csv, line 2, year: the minutes that are cited are those of 2025",
    "minutes_out_of_range.csv": "minutes.csv, line 2, whole: 29000 is not between 0 and 10000",
    "minutes_shrinking.csv": "minutes.csv, line 2, same_day: hands-on, same-day and whole minutes must not shrink",
    "minutes_wrong_heading.csv": "minutes.csv, heading: its columns must be code, year, intra, same_day, whole",
    "places_dangling_locality.toml": "places.toml, place.mobile: CMS has no locality 10112-01",
    "places_in_capitals.toml": "places.toml, place.Mobile: it must be lower case with single spaces",
    "places_not_a_list.toml": "places.toml, place.mobile: it must be a list of locality ids",
    "places_state_without_locality.toml": "places.toml, state.zz: CMS has no locality in that state",
    "releases_dangling_citation.toml": "releases.toml, release.RVU26B, cite: there is no citation nowhere",
    "releases_dangling_gpci_citation.toml": "releases.toml, gpci.2026, cite: there is no citation nowhere",
    "releases_dangling_minutes_citation.toml": "releases.toml, minutes, cite: there is no citation nowhere",
    "releases_date_of_another_year.toml": "releases.toml, release.RVU26B, effective: 2025-04-01 is not in 2026",
    "releases_dated_unlike_its_citation.toml": "releases.toml, release.RVU26B, effective: file is dated otherwise",
    "releases_gpci_without_citation.toml": "releases.toml, gpci.2026: a year needs its citation",
    "releases_no_gpci_year.toml": "releases.toml, gpci.2026: the year's price indices have no citation",
    "releases_no_release.toml": "releases.toml, whole file: it needs a release and a year of minutes",
    "releases_no_such_date.toml": "releases.toml, release.RVU26B, effective: Input should be a valid date",
    "releases_release_without_rows.toml": "rvu.csv, release.RVU26A: the release has no rows",
    "releases_unknown_key_of_a_year.toml": "releases.toml, gpci.2026, floor: no such key is known here",
    "releases_wrong_year_of_minutes.toml": "releases.toml, minutes.newest: a year needs its citation",
    "rules_band_below_zero.toml": "rules.toml, rule.wart, bands.0.start: Input should be greater than or equal to 0",
    "rules_band_runs_backwards.toml": "rules.toml, rule.wart: a band of rule wart ends before it starts",
    "rules_bands_out_of_order.toml": "rules.toml, rule.wart: bands of rule wart overlap or are out of order at 1",
    "rules_dangling_citation.toml": "rules.toml, rule.wart, cite: there is no citation nowhere",
    "rules_dangling_service.toml": "rules.toml, rule.wart, bands: there is no service 17111",
    "rules_duplicate_table.toml": "rules.toml, syntax: Cannot declare ('rule', 'wart') twice (at line 8",
    "rules_how_often_dangling_citation.toml": "rules.toml, rule.wart, often.cite: there is no citation nowhere",
    "rules_how_often_without_citation.toml": "rules.toml, rule.wart, often.cite: Field required",
    "rules_patient_dangling_citation.toml": "rules.toml, rule.wart, patient.cite: there is no citation nowhere",
    "rules_patient_share_above_one.toml": "rules.toml, rule.wart, patient.share: Input should be less than",
    "rules_missing_citation.toml": "rules.toml, rule.wart, cite: Field required",
    "rules_missing_key.toml": "rules.toml, rule.wart, sure: Field required",
    "rules_modifier_without_a_row.toml": "rules.toml, rule.wart, bands: no release has a row for 17110-26",
    "rules_no_bands.toml": "rules.toml, rule.wart: rule wart needs at least one band",
    "rules_no_units.toml": "rules.toml, rule.wart, bands.0.lines.0.units: Input should be greater than 0",
    "rules_unit_of_nothing.toml": "rules.toml, rule.wart, bands.0.lines.0.each: Input should be greater than 0",
    "rvu_duplicate_row.csv": "rvu.csv, line 3: RVU26B has 17110 twice",
    "rvu_empty.csv": "rvu.csv, heading: its columns must be code, modifier, release",
    "rvu_expense_out_of_range.csv": "rvu.csv, line 2, pe_office: 25800 is not between 0 and 5000",
    "rvu_long_line.csv": "rvu.csv, line 2: it must have 19 columns",
    "rvu_malpractice_out_of_range.csv": "rvu.csv, line 2, mp: Input should be a finite number",
    "rvu_negative_work.csv": "rvu.csv, line 2, work: -0.68 is not between 0 and 1000",
    "rvu_no_number.csv": "rvu.csv, line 2, work: Input should be a valid decimal",
    "rvu_release_unknown.csv": "rvu.csv, release RVU26Z: it is not in releases.toml",
    "rvu_short_line.csv": "rvu.csv, line 2: it must have 19 columns",
    "rvu_swapped_heading.csv": "rvu.csv, heading: its columns must be code, modifier, release",
    "rvu_unknown_status.csv": "rvu.csv, line 2, status: Input should be 'A'",
    "rvu_work_out_of_range.csv": "rvu.csv, line 2, work: 6800 is not between 0 and 1000",
    "rvu_wrong_heading.csv": "rvu.csv, heading: its columns must be code, modifier, release",
    "services_code_without_rows.toml": "services.toml, service.17111: no release has that code",
    "services_coverage_without_citation.toml": "services.toml, service.17110, cite: a coverage condition",
    "services_dangling_citation.toml": "services.toml, service.17110, cite: there is no citation nowhere",
    "services_dangling_concept.toml": "services.toml, service.17110, concept: there is no concept mole",
    "services_duplicate_key.toml": "services.toml, syntax: Cannot overwrite a value (at line 4",
    "services_name_given_twice.toml": "services.toml, service.17110, code: the table's own name gives it already",
    "services_no_table.toml": "services.toml, service: the table is missing",
    "services_not_utf8.toml": "services.toml, byte 38: it is not UTF-8 text",
    "services_shared_alias.toml": "services.toml, service.17111, aliases: 'wart' also names 17110",
    "services_unknown_key.toml": "services.toml, service.17110, colour: Extra inputs are not permitted",
    "services_unknown_table.toml": "services.toml, price: no such table is known here",
    "topics_broken_syntax.toml": "topics.toml, syntax: Illegal character '\\n' (at line 3",
    "topics_dangling_citation.toml": "topics.toml, topic.rvu, cites: there is no citation nowhere",
    "topics_dangling_concept.toml": "topics.toml, topic.rvu, concepts: there is no concept wisdom",
    "topics_dangling_neighbour.toml": "topics.toml, topic.rvu, see_also: there is no topic work",
    "topics_dangling_service.toml": "topics.toml, topic.rvu, codes: there is no service 17111",
    "topics_model_without_numbers.toml": "topics.toml, topic.rvu, terms: an example of another way to pay",
    "topics_rate_without_numbers.toml": "topics.toml, topic.rvu, rate: an example of a rate needs one",
    "topics_shared_word.toml": "topics.toml, topic.weight, words: 'rvu' also names rvu",
    "topics_without_citation.toml": "topics.toml, topic.rvu, cites: a topic needs at least one citation",
}
"""How each message starts: file, row, key and what is wrong. A file's name starts with the name of what it replaces."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "data"))


def path_in(folder: Path, name: str) -> Path:
    return next(path for path in folder.rglob("*") if path.name == name)


def test_the_sound_files_load(folder: Path) -> None:
    assert list(load(folder).services) == ["17110"]


def test_every_malformed_file_has_its_refusal() -> None:
    assert sorted(path.name for path in MALFORMED.iterdir()) == sorted(REFUSALS)


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_malformed_file_is_refused_with_file_row_and_key(folder: Path, name: str) -> None:
    malformed = MALFORMED / name
    shutil.copy(malformed, path_in(folder, malformed.stem.split("_")[0] + malformed.suffix))
    with pytest.raises(CatalogError) as refusal:
        load(folder)
    assert refusal.value.message.startswith(REFUSALS[name])
    assert refusal.value.hint


@pytest.mark.parametrize("name", sorted(path.name for path in SOUND.rglob("*.*")))
def test_a_missing_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    path_in(folder, name).unlink()
    with pytest.raises(CatalogError, match=f"{name}, whole file: it is missing"):
        load(folder)


def test_two_concepts_may_share_a_word_when_each_offers_the_other(folder: Path) -> None:
    path = folder / "concepts.toml"
    wart = path.read_text("utf-8")
    mole = wart.replace("[concept.wart]", "[concept.mole]")
    path.write_text(f'{wart}instead_of = ["mole"]\n{mole}instead_of = ["wart"]\n', "utf-8")
    assert set(load(folder).concepts) == {"wart", "mole"}
