"""The closed lists: what became of a span, why, and which field of the record it can fill.

``copydesk.types`` hands them on with the values that carry them.
"""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What became of a span of the source."""

    KEEP = "keep"
    LIFT = "lift"
    DROP = "drop"
    REPAIR = "repair"


class Label(StrEnum):
    """Why: the closed list of what a span can be. The action follows from the label."""

    action: Action
    """The action that this label stands for; an attribute, as it is asked for at every span."""

    BODY = "body"
    SUBHEAD = "subhead"

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    SECTION = "section"
    ATTRIBUTION = "attribution"
    CREDIT = "credit"
    NOTICE = "notice"

    NAVIGATION = "navigation"
    SHARE = "share"
    RELATED = "related"
    COMMENTS = "comments"
    CAPTION = "caption"
    CONTACT = "contact"
    ADVERT = "advert"
    COPYRIGHT = "copyright"
    END_MARK = "end-mark"
    SEPARATOR = "separator"
    SPAM = "spam"
    WHITESPACE = "whitespace"

    MOJIBAKE = "mojibake"
    ENTITY = "entity"
    CONTROL = "control"
    LOSSY = "lossy"


_KEPT = (Label.BODY, Label.SUBHEAD)
_LIFTED = (
    Label.TITLE,
    Label.BYLINE,
    Label.DATELINE,
    Label.DATE,
    Label.SECTION,
    Label.ATTRIBUTION,
    Label.CREDIT,
    Label.NOTICE,
)
_REPAIRED = (Label.MOJIBAKE, Label.ENTITY, Label.CONTROL, Label.LOSSY)
_ACTIONS = dict.fromkeys(Label, Action.DROP)
_ACTIONS |= dict.fromkeys(_KEPT, Action.KEEP)
_ACTIONS |= dict.fromkeys(_LIFTED, Action.LIFT)
_ACTIONS |= dict.fromkeys(_REPAIRED, Action.REPAIR)
for _label, _action in _ACTIONS.items():
    _label.action = _action


class FieldName(StrEnum):
    """The record fields that a mark can fill."""

    TITLE = "title"
    AUTHOR = "author"
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    DATELINE = "dateline"
    DATELINE_PLACE = "dateline_place"
    DATELINE_AGENCY = "dateline_agency"
    DATELINE_DATE = "dateline_date"
    PUBLISHED = "published"
    UPDATED = "updated"
    PUBLISHER = "publisher"
    AGENCY = "agency"
    SECTION = "section"
    NOTICE = "notice"
    TRANSLATED_FROM = "translated_from"
    ACCESSION = "accession"
    SUBTITLE = "subtitle"
