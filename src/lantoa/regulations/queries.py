"""Which rule holds on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from lantoa.common.errors import Unable
from lantoa.regulations.models import Regulation


class UnableToFindRegulation(Unable):
    """No rule of that name holds on that day."""


def on(code: str, day: date) -> Regulation:
    """The rule that holds on the day; UnableToFindRegulation when none does."""
    still = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    rule = Regulation.objects.filter(still, code=code, effective_from__lte=day).order_by("-effective_from").first()
    if rule is None:
        raise UnableToFindRegulation(f"Chưa có quy định “{code}” có hiệu lực vào ngày {day:%d/%m/%Y}.")
    return rule


def every() -> QuerySet[Regulation]:
    """All rules, by name, the newest first."""
    return Regulation.objects.order_by("code", "-effective_from")
