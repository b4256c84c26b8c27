"""The rights matrix: for every address what each role meets, for records here and elsewhere, by every method.

This table is what was decided; ``test_matrix`` walks the running site and finds no difference. A new address without a
row fails. ``python -m tests.house.matrix`` writes it out as docs/reference/rights.md.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from lantoa.organisations.rules import ROLES
from tests.house import plans
from tests.house.doors import (
    ACT_ON_SENT,
    CHANGE_RIGHT,
    CLOSED_FIGURE,
    DRAFT,
    INSIDE,
    MINE,
    OWN_ACCOUNT,
    PAPER,
    PUBLIC,
    READ,
    REGULATE,
    RIGHT,
    SENT,
    SIGNED_IN,
    WAY_IN,
)
from tests.house.expecting import ABSENT, ACTORS, METHODS, OPENS, OWN, RELATIONS, SIGN_IN, Row
from tests.house.matrix_of_activities import ACTIVITIES
from tests.house.matrix_of_contributions import CONTRIBUTIONS
from tests.house.matrix_of_dossier import DOSSIER
from tests.house.matrix_of_exemplars import EXEMPLARS
from tests.house.matrix_of_papers import PAPERS
from tests.house.matrix_of_pledges import PLEDGES
from tests.house.matrix_of_spreading import SPREADING
from tests.house.routes import Route, routes
from tests.house.walls import ROOT

PAGE = ROOT / "docs" / "reference" / "rights.md"

# Address, and behind a bar the kind of record where that matters.
MATRIX: dict[str, Row] = {
    "portal:home": PUBLIC,
    "portal:gallery": PUBLIC,
    "portal:practice|public": PUBLIC,
    "portal:practice|not public": Row("everyone", sees="nobody", guest=ABSENT),
    "portal:about": PUBLIC,
    "portal:language": PUBLIC,
    "portal:robots": PUBLIC,
    "desk:home": SIGNED_IN,
    "desk:calendars": SIGNED_IN,
    "desk:make_calendar": Row("official", "post"),
    "desk:end_calendar": Row("official", "post"),
    # Nobody opens it by a role: whoever holds its secret does, and this one is nobody's.
    "desk:calendar": Row("everyone", sees="nobody", guest=ABSENT),
    "intake:list": READ,
    "intake:new": Row("official:take_in", "both"),
    "intake:paper": PAPER,
    "intake:settle": Row("official:confirm", "post", sees="read"),
    "intake:undo": Row("official:confirm", "post", sees="read"),
    "intake:close": Row("official:confirm", "post", sees="read"),
    "intake:file": PAPER,
    "intake:text": PAPER,
    "intake:picture": PAPER,
    "intake:type": Row("official:take_in", "post", sees="read"),
    "intake:columns": Row("official:confirm", "both", sees="read"),
    "intake:batch": PAPER,
    "intake:retry": Row("official:take_in", "post", sees="read"),
    "intake:learned": READ,
    "intake:change_lesson": Row("official:confirm", "post", sees="read"),
    "intake:decide": Row("official:read", "both", sees="read"),
    **PAPERS,
    **plans.MATRIX,
    **PLEDGES,
    **ACTIVITIES,
    **CONTRIBUTIONS,
    **SPREADING,
    **DOSSIER,
    **EXEMPLARS,
    "practices:list": READ,
    "practices:workbook": READ,
    "practices:new": Row("official:confirm", "both"),
    "practices:keep": Row("official:confirm", "both"),
    "practices:summary": PAPER,
    "practices:outcome": Row("everyone", sees="read", guest=SIGN_IN),
    "practices:withdraw_outcome": Row("official:confirm", "post", sees="read", acts="confirm"),
    "practices:practice|public": READ,
    "practices:practice|not public": PAPER,
    "practices:advance": Row("official:confirm|approve", "post", sees="read", acts="confirm|approve"),
    "practices:add_outcome": Row("official:confirm", "post", sees="read", acts="confirm"),
    "practices:figure": Row("everyone", sees="read", guest=SIGN_IN),
    # Kept only for practices that were entered for somebody; this one was not.
    "practices:paper": Row("official:read", sees="nobody"),
    "practices:set_themes": Row("official:confirm", "post", sees="read", acts="confirm"),
    "indicators:list": READ,
    "indicators:workbook": READ,
    "indicators:calculation": PUBLIC,
    "indicators:definition|public": PUBLIC,
    "indicators:definition|not public": CLOSED_FIGURE,
    "indicators:statement|public": PUBLIC,
    "indicators:statement|not public": Row("everyone", guest=SIGN_IN, needs="read", sees="read"),
    "indicators:withdraw": Row("official:confirm", "post", sees="read", acts="confirm"),
    "indicators:doubles": READ,
    "indicators:double|to decide": PAPER,
    "indicators:double|decided": PAPER,
    "indicators:decide_double": Row("official:confirm", "post", sees="read", acts="confirm"),
    "indicators:undo_double": Row("official:confirm", "post", sees="read", acts="confirm"),
    "indicators:figure|public": PUBLIC,
    "indicators:figure|not public": CLOSED_FIGURE,
    "indicators:facts|public": PUBLIC,
    "indicators:facts|not public": CLOSED_FIGURE,
    "indicators:explore|public": PUBLIC,
    "indicators:explore|not public": CLOSED_FIGURE,
    "indicators:explore_workbook|public": PUBLIC,
    "indicators:explore_workbook|not public": CLOSED_FIGURE,
    "indicators:exempt": Row("official:confirm", "both", sees="confirm"),
    "indicators:exemption": PAPER,
    "indicators:end_exemption": Row("official:confirm", "post", sees="read", acts="confirm"),
    "indicators:plan": READ,
    "indicators:plan_workbook": READ,
    "indicators:give": Row("official:confirm", "both", sees="confirm"),
    # Targets stand beside figures, which every official who reads anything sees; what was done to them does not.
    "indicators:target": READ,
    "indicators:withdraw_target": Row("official:confirm", "post", acts="confirm"),
    "notices:list": SIGNED_IN,
    "notices:read_all": Row("official", "post"),
    "notices:open": Row("official", sees="nobody"),
    "notices:sent": SIGNED_IN,
    "notices:sent_one": SENT,
    "notices:withdraw": ACT_ON_SENT,
    "notices:settle": ACT_ON_SENT,
    "notices:compose": Row("official:report|manage", "both"),
    "organisations:list": SIGNED_IN,
    "organisations:workbook": SIGNED_IN,
    "organisations:search": SIGNED_IN,
    "organisations:unit": SIGNED_IN,
    "organisations:changes": SIGNED_IN,
    "organisations:changed": SIGNED_IN,
    # Changes of the tree are no secret; who may not annul one reads why not.
    "organisations:annul": Row("official:manage", "post"),
    "organisations:kinds": Row("official:manage", sees="manage"),
    "organisations:change": Row("official:manage", "both", sees="manage"),
    "organisations:load": Row("official:manage", "both"),
    "organisations:template": Row("official:manage"),
    "organisations:draft": replace(DRAFT, methods="both"),
    "organisations:marked": DRAFT,
    "organisations:people": READ,
    "organisations:people_workbook": READ,
    "organisations:add_person": Row("official:manage", "both"),
    "organisations:import_people": Row("official:manage", "both"),
    "organisations:roster_template": Row("official:manage"),
    "organisations:roster": Row("official:manage", "both", sees="manage"),
    "organisations:likely_people": Row("official:manage"),
    "organisations:join_people": Row("official:manage", "both", sees="read"),
    "organisations:tell_apart": Row("official:manage", "post", sees="read"),
    "organisations:person": PAPER,
    "organisations:correct_person": Row("official:manage", "both", sees="read"),
    "organisations:appoint": Row("official:manage", "both", sees="read"),
    "organisations:end_post": Row("official:manage", "both", sees="read"),
    "organisations:join_unit": Row("official:manage", "both", sees="read"),
    "organisations:leave_unit": Row("official:manage", "both", sees="read"),
    # Nobody was joined into this person: there is nothing to undo. Nor was a paper kept with this consent.
    "organisations:undo_join": Row("official:manage", "post", sees="nobody"),
    "organisations:consent_paper": Row("official:read", sees="nobody"),
    "organisations:add_consent": Row("official:read", "both", sees=INSIDE),
    "organisations:withdraw_consent": Row("official:read", "both", sees=INSIDE),
    "organisations:person_requests": Row("official:manage"),
    "organisations:new_person_request": Row("official:manage", "both"),
    "organisations:person_request": Row("official:manage", "both", sees="manage"),
    "organisations:person_copy": Row("official:manage", "post", sees="manage"),
    "organisations:lift_restriction": Row("official:manage", "post", sees="manage"),
    "organisations:act": Row("official", "both"),
    "organisations:role_table": SIGNED_IN,
    "organisations:rights": Row("official:manage|inspect"),
    "organisations:rights_workbook": Row("official:manage|inspect"),
    "organisations:give_right": Row("official:manage", "both"),
    "organisations:right": RIGHT,
    "organisations:end_right": CHANGE_RIGHT,
    "organisations:change_term": CHANGE_RIGHT,
    "organisations:delegations": Row("official", "both", empty_post=ABSENT),
    # Also for whoever lent it, wherever that is.
    "organisations:end_delegation": Row("official", "post", sees="manage"),
    "regulations:list": PUBLIC,
    "regulations:workbook": PUBLIC,
    "regulations:rule": PUBLIC,
    "regulations:compare": PUBLIC,
    "regulations:calendar": PUBLIC,
    "regulations:calendar_year": PUBLIC,
    "regulations:calendar_workbook": PUBLIC,
    # Every official reads what moved the calendar; the deadlines in it are those within reach.
    "regulations:calendar_change": READ,
    "regulations:calendar_add": REGULATE,
    "regulations:calendar_swap": REGULATE,
    "regulations:calendar_remove": REGULATE,
    "regulations:calendar_official": REGULATE,
    "regulations:new": REGULATE,
    "regulations:add": REGULATE,
    "regulations:correct": REGULATE,
    "regulations:end": REGULATE,
    # The product offers no other text of this rule.
    "regulations:offer": Row("official:regulate", "post", sees="nobody"),
    "accounts:invitations": Row("official:accounts"),
    "accounts:invite": Row("official:accounts", "both"),
    "accounts:renew": Row("official:accounts", "post", sees="accounts"),
    "accounts:revoke_invitation": MINE,
    "accounts:links": Row("official:accounts"),
    "accounts:make_link": Row("official:accounts", "both", sees="accounts"),
    "accounts:revoke_link": MINE,
    "accounts:keys": Row("official:accounts"),
    "accounts:make_key": Row("official:accounts", "both", sees="accounts"),
    "accounts:end_key": Row("official:accounts", "post", sees="accounts"),
    "accounts:account": Row("official:accounts", "both", sees="accounts"),
    "accounts:begin": OWN_ACCOUNT,
    "accounts:sign_out_everywhere": OWN_ACCOUNT,
    # Whoever holds the secret of an invitation or a link may come in by it.
    "accounts:accept": WAY_IN,
    "accounts:use_link": WAY_IN,
    "account_login": WAY_IN,
    "account_logout": WAY_IN,
    "account_inactive": WAY_IN,
    "mfa_authenticate": WAY_IN,
    "mfa_login_webauthn": WAY_IN,
    "socialaccount_login_cancelled": WAY_IN,
    "openid_connect_login": WAY_IN,
    "openid_connect_callback": WAY_IN,
    "account_change_password": OWN_ACCOUNT,
    "account_reauthenticate": OWN_ACCOUNT,
    "mfa_index": OWN_ACCOUNT,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_ACCOUNT,
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "mfa_download_recovery_codes": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_edit_webauthn": OWN_ACCOUNT,
    "mfa_remove_webauthn": OWN_ACCOUNT,
    # No account of a demonstration: there is nothing to enter.
    "accounts:demo": Row("everyone", "post", sees="nobody", guest=ABSENT),
    "accounts:language": Row("everyone", "post"),
    "design:components": Row("official", "both"),
}


def name_of(key: str) -> str:
    """The address of a row."""
    return key.partition("|")[0]


def relations_of(key: str, method: str, has_sample: bool) -> tuple[str, ...]:
    """The places of the record that are walked; one stands for all where an address names no record.

    HEAD and what a page asks for by itself differ from GET by nothing that a record could know: they are walked far
    only, or not at all where GET was refused already. A method that is not served is refused before any record is
    looked for: one place stands for all.
    """
    row = MATRIX[key]
    if method in ("HEAD", "HTMX GET") and (row.is_own or not row.takes(method)):
        return ()
    if not has_sample or row.is_own:
        return ("own",)
    if method in ("HEAD", "HTMX GET"):
        return ("sibling",)
    return RELATIONS if row.takes(method) else ("own",)


def page() -> str:
    """The whole matrix as a document."""
    from tests.house.samples import SAMPLES

    signs = {OPENS: "✓", SIGN_IN: "→", OWN: "·"}
    heads = [actor.name.replace("_", " ") for actor in ACTORS]
    by_name = {route.name: route for route in routes()}
    lines = [*_INTRODUCTION, *_roles(), "", "## Every address", ""]
    lines += [f"| address | record | method | {' | '.join(heads)} |", f"|{'---|' * (len(heads) + 3)}"]
    for key, row in MATRIX.items():
        cells = {}
        for relation in RELATIONS if key in SAMPLES else ("own",):
            for method in METHODS:
                met = [row.expects(actor, relation, method) for actor in ACTORS]
                cells[relation, method] = " | ".join(signs.get(one, one) for one in met)
        for relations, methods, said in _joined(cells):
            where = ", ".join(relations) if key in SAMPLES else "–"
            kind = key.partition("|")[2]
            lines.append(
                f"| `{_address(by_name[name_of(key)])}`{f' ({kind})' if kind else ''} | {where} | {methods} | {said} |"
            )
    return "\n".join(lines) + "\n"


def _joined(cells: dict[tuple[str, str], str]) -> list[tuple[list[str], str, str]]:
    """Rows that say the same stand as one: first methods, then places."""
    rows = []
    for relation, group in groupby(cells, key=lambda key: key[0]):
        for said, same in groupby(sorted(group, key=lambda key: (cells[key], METHODS.index(key[1]))), key=cells.get):
            rows.append(([relation], ", ".join(method for _, method in same), str(said)))
    joined: list[tuple[list[str], str, str]] = []
    for relations, methods, said in sorted(rows, key=lambda row: (row[1], row[2])):
        if joined and joined[-1][1:] == (methods, said):
            joined[-1][0].extend(relations)
        else:
            joined.append((list(relations), methods, said))
    return [(sorted(one, key=RELATIONS.index), methods, said) for one, methods, said in joined]


def _address(route: Route) -> str:
    return route.path


def _roles() -> list[str]:
    lines = ["| role | may | reaches | held for a term | may be delegated | may give |", "|---|---|---|---|---|---|"]
    for code, role in ROLES.items():
        reach = "the unit and all below" if role.reaches_below else "the unit alone"
        gives = [*sorted(role.gives), *(f"{one} (below only)" for one in sorted(role.gives_below))]
        words = [", ".join(sorted(role.verbs)), reach if role.has_account else "what is public"]
        words += ["yes" if role.has_term else "", ", ".join(sorted(role.delegable)), ", ".join(gives)]
        lines.append(f"| `{code}` | {' | '.join(words)} |")
    return lines


_INTRODUCTION = """# Rights

Generated by `python -m tests.house.matrix` from the table of roles (`organisations/rules/roles.py`) and the table of
addresses (`tests/house/matrix.py`). `make check` walks the running site and finds no difference; an address without a
row fails. Every role goes to every address that answers its method, for records of its own unit and of one beside it;
those whose reach differs also above and below; two (`clerk`, `citizen`) by every method and to what does not exist.

Everyone in the second table acts on one commune. *own*: the record lies in it; *child*: in a village of it; *parent*:
in its district; *sibling*: in another commune; *unknown*: there is no such record. `delegated` acts by delegation of a
head who lent reading and reporting; `ended` is a head whose term is over; `citizen` has no account. *HTMX GET* is what
a page asks for by itself.

✓ opens (a page, a file, or a form that says what it lacks) · → is asked to sign in · 403 this role may not · 404 there
is nothing here, for this role · 405 not by this method. `·` is about the visitor's own account, whose state decides.

The HTTP API has tests of its own (`tests/api`).

## Roles
""".splitlines()


def main() -> None:
    """Writes the document."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))  # noqa: T201 - a command that says what it wrote


if __name__ == "__main__":
    main()
