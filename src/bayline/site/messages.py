"""The kinds of messages that this installation exchanges with others."""

from bayline.platform.transport.terms import Kind

MESSAGES = {
    "transport.key": Kind(
        title="换密钥",
        title_en="Change of key",
        takes="bayline.platform.transport.actions.keys:take_key",
        tells="bayline.platform.transport.telling:key_told",
    ),
}
