"""Names of kinds and stages in templates: {% load plan_words %}, then {{ theme.kind|theme_kind }}."""

from django import template

from lantoa.plans import wording

register = template.Library()


@register.filter
def theme_kind(kind: str) -> str:
    """campaign → "Cuộc vận động, phong trào"."""
    return str(wording.KINDS.get(kind, kind))


@register.filter
def theme_tag(kind: str) -> str:
    """The kind of <c-tag> that a kind of theme is shown in."""
    return wording.KIND_TAGS.get(kind, "neutral")


@register.filter
def theme_icon(kind: str) -> str:
    """The icon that goes with a kind of theme."""
    return wording.KIND_ICONS.get(kind, "flag")


@register.filter
def plan_kind(kind: str) -> str:
    """year → "Kế hoạch năm"."""
    return str(wording.PLAN_KINDS.get(kind, kind))


@register.filter
def plan_stage(stage: str) -> str:
    """approved → "Đã duyệt"."""
    return str(wording.STAGES.get(stage, stage))


@register.filter
def plan_tag(stage: str) -> str:
    """The kind of <c-tag> that a stage of a plan is shown in."""
    return wording.STAGE_TAGS.get(stage, "neutral")


@register.filter
def plan_verb(verb: str) -> str:
    """approve → "Duyệt"."""
    return str(wording.VERBS.get(verb, verb))


@register.filter
def task_stage(stage: str) -> str:
    """doing → "Đang làm"."""
    return str(wording.TASK_STAGES.get(stage, stage))


@register.filter
def task_tag(stage: str) -> str:
    """The kind of <c-tag> that a stage of a task is shown in."""
    return wording.TASK_TAGS.get(stage, "neutral")


@register.filter
def task_icon(stage: str) -> str:
    """The icon that goes with a stage of a task."""
    return wording.TASK_ICONS.get(stage, "clock")


@register.filter
def agenda_kind(kind: str) -> str:
    """meeting → "Nội dung đưa vào sinh hoạt"."""
    return str(wording.AGENDAS.get(kind, kind))


@register.filter
def how_words(how: str) -> str:
    """added → "Thêm"."""
    return str(wording.HOWS.get(how, how))


@register.filter
def what_words(what: str) -> str:
    """task → "Việc"."""
    return str(wording.WHATS.get(what, what))
