"""How numbers, money, days and periods are written: {% load writing %}, then {{ value|number }} and so on."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from lantoa.common.periods import Period

register = template.Library()

MISSING = "–"


@register.filter
def number(value: Decimal | int | None) -> str:
    """1234.50 → "1.234,5" in Vietnamese; None → a dash, for missing is not zero."""
    if value is None:
        return MISSING
    return number_format(_plain(Decimal(value)), use_l10n=True, force_grouping=True)


@register.filter
def money(value: Decimal | int | None) -> str:
    """An amount in đồng as it is said: 52000000000 → "52 tỷ đồng", 860000000 → "860 triệu đồng".

    Never rounds: an amount that is no round number of thousandths is written out in full.
    """
    if value is None:
        return MISSING
    amount = Decimal(value)
    for size, word in (
        (Decimal(10) ** 9, gettext("billion đồng")),
        (Decimal(10) ** 6, gettext("million đồng")),
    ):
        if abs(amount) >= size and amount % (size / 1000) == 0:
            return f"{number(amount / size)} {word}"
    return f"{number(amount)} đồng"


@register.filter
def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy in either language; a moment is taken in the time zone of the country."""
    if value is None:
        return MISSING
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return value.strftime("%d/%m/%Y")


@register.filter
def moment(value: datetime | None) -> str:
    """ "14:05 ngày 19/05/2022": when something happened."""
    if value is None:
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return gettext("%(time)s on %(day)s") % {"time": local.strftime("%H:%M"), "day": day(local)}


@register.filter
def period(value: Period | None) -> str:
    """ "năm 2022", "quý I năm 2022"; in English the period's code with its days."""
    if value is None:
        return MISSING
    return value.label() if get_language() == "vi" else value.code.replace("..", " – ")


def _plain(value: Decimal) -> Decimal:
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value.normalize()
