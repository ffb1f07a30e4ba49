"""The kinds of messages that this installation exchanges with others."""

from bayline.platform.transport.terms import Kind

MESSAGES = {
    "transport.key": Kind(
        title="换密钥",
        title_en="Change of key",
        takes="bayline.platform.transport.actions.keys:take_key",
        tells="bayline.platform.transport.telling:key_told",
    ),
    "cooperation.proof": Kind(
        title="证明材料",
        title_en="Evidence",
        takes="bayline.systems.cooperation.actions.carrying:take_piece",
        tells="bayline.systems.cooperation.queries.telling:proof_told",
    ),
    "cooperation.event": Kind(
        title="合作事项",
        title_en="Act on a task",
        takes="bayline.systems.cooperation.actions.exchanging:take",
        tells="bayline.systems.cooperation.queries.telling:event_told",
        speaker="bayline.systems.cooperation.queries.telling:speaker",
        opens="bayline.systems.cooperation.actions.exchanging:tell_all",
    ),
}
