"""What roles are called."""

from bayline.platform.people.terms import Role

_WORDS = {
    Role.VIEWER: ("查看", "viewer"),
    Role.CLERK: ("经办", "clerk"),
    Role.REVIEWER: ("审核", "reviewer"),
    Role.PUBLISHER: ("发布", "publisher"),
    Role.ADMINISTRATOR: ("管理员", "administrator"),
}


def role_word(role: Role, language: str = "zh") -> str:
    """Name a role.

    Args:
        role: The role.
        language: `zh` or `en`.
    """
    chinese, english = _WORDS[role]
    return english if language == "en" else chinese
