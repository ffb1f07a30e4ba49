"""Say the transport's own messages in words."""

from bayline.platform.transport.sealing import fingerprint
from bayline.platform.transport.terms import Envelope, Told


def key_told(envelope: Envelope) -> Told:
    """Say that a key was replaced."""
    body = envelope.body
    rows = (
        ("新密钥指纹", fingerprint(str(body["x"]))),
        ("启用", str(body["begins"])),
        ("旧密钥用到", str(body["ends"])),
    )
    return Told(title="更换签名密钥", rows=rows)
