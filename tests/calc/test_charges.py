"""What follows from a fee schedule amount."""

from decimal import Decimal

import pytest

from bot.calc.basis import settle
from bot.calc.charges import Charges, charges
from bot.calc.payment import price
from bot.calc.trace import Trace
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.question import Stated
from bot.domain.service import CodeRef


def made(catalog: Catalog, written: str, units: int = 1, **stated: object) -> dict[str, str | None]:
    basis = settle(Stated.model_validate(stated), Context(), catalog)
    trace = Trace()
    one, line = (price(trace, CodeRef.parse(written), count, basis) for count in (1, units))
    found = charges(trace, one, line, basis)
    return {
        name: None if (number := getattr(found, name)) is None else str(number.value)
        for name in Charges.__dataclass_fields__
    }


def test_each_charge_is_its_share_of_the_published_amount(catalog: Catalog) -> None:
    # 111.22: x 0.95 = 105.659, x 1.0925 = 121.50785, x 0.2 = 22.244
    assert made(catalog, "17110") == {"nonpar": "105.66", "limiting": "121.51", "coinsurance": "22.24"}


def test_published_shares_are_of_one_unit_and_the_patients_part_is_of_the_line(catalog: Catalog) -> None:
    # 3 x 105.66, 3 x 121.51, and 0.2 x 333.66 = 66.732
    assert made(catalog, "17110", 3) == {"nonpar": "316.98", "limiting": "364.53", "coinsurance": "66.73"}


def test_the_limiting_charge_is_the_one_that_cms_published(catalog: Catalog) -> None:
    """Follow CMS's look-up tool: $98.41 for $90.08, where 115 % of the rounded 95 % would be $98.42."""
    basis = settle(Stated(), Context(), catalog)
    trace = Trace()
    one = price(trace, CodeRef.parse("17110"), 1, basis)
    published = type(one)(
        **{name: getattr(one, name) for name in one.__dataclass_fields__}
        | {"usd": trace.given("published $", Decimal("90.08"), "look-up tool")}
    )
    found = charges(trace, published, published, basis)
    assert found.limiting is not None
    assert found.limiting.value == Decimal("98.41")


@pytest.mark.parametrize("clinician", [who for who in Clinician if who is not Clinician.PHYSICIAN])
def test_clinicians_who_must_accept_assignment_have_the_patients_part_alone(
    catalog: Catalog, clinician: Clinician
) -> None:
    found = made(catalog, "99214", clinician=clinician)
    assert (found["nonpar"], found["limiting"]) == (None, None)
    assert found["coinsurance"] is not None


def test_a_stated_physician_has_what_an_unstated_one_has(catalog: Catalog) -> None:
    assert made(catalog, "99214", clinician=Clinician.PHYSICIAN) == made(catalog, "99214")


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        pytest.param("99402", {}, id="nothing that Medicare pays"),
        pytest.param("36415", {}, id="an amount of another schedule"),
        pytest.param("99214", {"payer_multiple": "1.3"}, id="another payer's amount"),
    ],
)
def test_nothing_follows_from_what_is_not_medicares_amount(
    catalog: Catalog, written: str, stated: dict[str, object]
) -> None:
    assert set(made(catalog, written, **stated).values()) == {None}
