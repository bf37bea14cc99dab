import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.metrics import Metrics

LABELS = {"intent", "outcome", "kind", "access", "status", "version", "shard", "le"}
"""All that may be told apart by: nothing of a server, a person or a question."""


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """Read the text format back: values by name and labels."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


def test_answers_are_counted_by_kind_and_outcome() -> None:
    metrics = Metrics()
    for saved in (True, True, False):
        metrics.answered("compare", saved=saved, seconds=0.012)
    metrics.unanswered("failed")
    found = samples(metrics)
    assert found["rvu_answers_total", ("compare", "saved")] == 2
    assert found["rvu_answers_total", ("compare", "not_saved")] == 1
    assert found["rvu_unanswered_total", ("failed",)] == 1
    assert found["rvu_unanswered_total", ("limited",)] == 0
    assert (found["rvu_answer_seconds_bucket", ("0.01",)], found["rvu_answer_seconds_bucket", ("0.02",)]) == (0, 3)


def test_the_store_is_failing_until_the_same_access_succeeds() -> None:
    metrics = Metrics()
    metrics.stored("write", 0.003, failed=True)
    metrics.stored("read", 0.001, failed=False)
    assert metrics.store_failing == {"write"}
    metrics.stored("write", 0.003, failed=False)
    assert metrics.store_failing == frozenset()
    found = samples(metrics)
    assert found["rvu_store_failures_total", ("write",)] == 1
    assert found["rvu_store_seconds_count", ("write",)] == 2


def test_a_daily_post_is_told_with_its_time() -> None:
    metrics = Metrics()
    assert samples(metrics)["rvu_last_daily_post_timestamp_seconds", ()] == 0
    metrics.posted()
    assert samples(metrics)["rvu_last_daily_post_timestamp_seconds", ()] == pytest.approx(metrics.last_post)


def test_interactions_that_are_never_acknowledged_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.metrics._PENDING", 3)
    metrics = Metrics()
    for number in range(10):
        metrics.received(number, "component")
    assert list(metrics._pending) == [7, 8, 9]  # noqa: SLF001 - what is kept is what this is about


def test_no_label_can_name_a_server_a_person_or_a_question() -> None:
    metrics = Metrics()
    metrics.answered("compare", saved=True, seconds=0.1)
    labels = set(re.findall(r'[{,](\w+)="', metrics.text().decode()))
    assert labels <= LABELS
