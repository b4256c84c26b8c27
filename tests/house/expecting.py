"""Who asks, and what was decided for an address: the words in which the rights matrix is written."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.organisations.rules import GIVEN, ROLES

OPENS, SIGN_IN, FORBIDDEN, ABSENT, NO_METHOD, OWN = "opens", "sign in", "403", "404", "405", "own account"
METHODS = ("GET", "HEAD", "HTMX GET", "POST")
RELATIONS = ("own", "child", "parent", "sibling", "unknown")


@dataclass(frozen=True)
class Actor:
    """Who asks. All act on the same unit; ``verbs`` they have there and, if it ``reaches_below``, on those below.

    Accounts are no content: who runs the installation ``is_everywhere`` for them.
    """

    name: str
    verbs: frozenset[str] = frozenset()
    reaches_below: bool = True
    is_guest: bool = False
    is_everywhere: bool = False

    def may(self, wanted: str, relation: str) -> bool:
        """Whether one of "confirm|approve" may be used on a record that lies there."""
        near = relation == "own" or (relation == "child" and self.reaches_below)
        near |= wanted == "accounts" and self.is_everywhere
        return near and bool(self.verbs & set(wanted.split("|")))


ACTORS = (
    *(
        Actor(role, ROLES[role].verbs, ROLES[role].reaches_below, is_everywhere=role == "system_admin")
        for role in GIVEN
    ),
    Actor("delegated", frozenset({"read", "report"})),  # by a head, of whose verbs these two were lent
    Actor("ended"),  # a head whose term is over
    Actor("no role"),
    Actor("citizen", is_guest=True),
)


@dataclass(frozen=True)
class Row:
    """What was decided for an address.

    ``audience`` is the mark of its view; a role without its verb meets 403. ``sees``: without this verb on the unit of
    the record there is no such record (404). ``acts``: the verb that sending a form takes there (403). ``needs``: the
    verb that an account's role must have anywhere (403). ``guest``: what the public meets where the audience is
    everyone. ``at_home``: seen by those only in whose own unit it lies. ``is_own``: about the visitor's own account,
    whose state decides, so that only the door is walked here. ``empty_post``: what a form without any content meets
    once all that is passed. ``unknown``: what an address meets that names no record at all.
    """

    audience: str
    methods: str = "safe"
    sees: str = ""
    acts: str = ""
    needs: str = ""
    guest: str = OPENS
    at_home: bool = False
    is_own: bool = False
    empty_post: str = OPENS
    unknown: str = ABSENT

    def takes(self, method: str) -> bool:
        """Whether the address answers the method at all."""
        return self.methods == "both" or (self.methods == "post") == (method == "POST")

    def expects(self, actor: Actor, relation: str, method: str) -> str:
        """What the actor meets: at the door, then at the record."""
        verbs = self.audience.partition(":")[2]
        if actor.is_guest and self.audience.startswith("official"):
            return SIGN_IN
        if verbs and not actor.verbs & set(verbs.split("|")):
            return FORBIDDEN
        if self.is_own:
            return OWN
        if not self.takes(method):
            return NO_METHOD
        return self.unknown if relation == "unknown" else self._of_a_record(actor, relation, method)

    def _of_a_record(self, actor: Actor, relation: str, method: str) -> str:
        if actor.is_guest and self.guest != OPENS:
            return self.guest
        if self.needs and not actor.is_guest and self.needs not in actor.verbs:
            return FORBIDDEN
        if self.sees and (not actor.may(self.sees, relation) or (self.at_home and relation != "own")):
            return ABSENT
        if method == "POST" and self.acts and not actor.may(self.acts, relation):
            return FORBIDDEN
        return self.empty_post if method == "POST" else OPENS
