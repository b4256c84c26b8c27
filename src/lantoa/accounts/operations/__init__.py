"""Every change of accounts, invitations, links and second steps."""

from lantoa.accounts.operations.erasing import erase_account, rename_account
from lantoa.accounts.operations.feeds import MadeFeed, UnableToMakeFeed, end_feed, make_feed
from lantoa.accounts.operations.invitations import (
    Invited,
    UnableToAccept,
    UnableToInvite,
    accept_with_passkey,
    accept_with_password,
    invite,
    invite_again,
    revoke_invitation,
)
from lantoa.accounts.operations.keys import MadeKey, UnableToMakeKey, end_key, make_key, note_use
from lantoa.accounts.operations.links import (
    MadeLink,
    UnableToMakeLink,
    UnableToUseLink,
    make_link,
    revoke_link,
    use_link,
)
from lantoa.accounts.operations.making import (
    UnableToMakeAccount,
    UnableToManageAccount,
    close_account,
    make_account,
    offer_in_demo,
    reopen_account,
    reset_second_step,
)
from lantoa.accounts.operations.second_steps import end_sessions, keep_key, mark_key, note_sign_in, tie_office

__all__ = [
    "Invited",
    "MadeFeed",
    "MadeKey",
    "MadeLink",
    "UnableToAccept",
    "UnableToInvite",
    "UnableToMakeAccount",
    "UnableToMakeFeed",
    "UnableToMakeKey",
    "UnableToMakeLink",
    "UnableToManageAccount",
    "UnableToUseLink",
    "accept_with_passkey",
    "accept_with_password",
    "close_account",
    "end_feed",
    "end_key",
    "end_sessions",
    "erase_account",
    "invite",
    "invite_again",
    "keep_key",
    "make_account",
    "make_feed",
    "make_key",
    "make_link",
    "mark_key",
    "note_sign_in",
    "note_use",
    "offer_in_demo",
    "rename_account",
    "reopen_account",
    "reset_second_step",
    "revoke_invitation",
    "revoke_link",
    "tie_office",
    "use_link",
]
