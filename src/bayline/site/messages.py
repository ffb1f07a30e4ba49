"""The kinds of messages that this installation exchanges with others."""

from bayline.platform.transport.terms import Envelope, Kind, Told

MESSAGES = {
    "transport.key": Kind(
        title="换密钥",
        title_en="Change of key",
        takes="bayline.platform.transport.actions.keys:take_key",
        tells="bayline.platform.transport.telling:key_told",
    ),
    "cooperation.event": Kind(
        title="合作事项",
        title_en="Act on a task",
        takes="bayline.systems.cooperation.actions.exchanging:take",
        tells="bayline.site.messages:event_told",
    ),
}


def event_told(envelope: Envelope) -> Told:
    """Say an act on a task in words."""
    from bayline.systems.cooperation.rules.telling import rows_of

    title, rows = rows_of(envelope.body)
    return Told(title=title, rows=rows)
