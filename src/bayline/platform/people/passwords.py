"""Passwords: what is refused, how they are kept, and how one is looked at in constant work."""

from difflib import SequenceMatcher

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from bayline.kernel.errors import BaylineError, Words

SHORTEST, _LONGEST = 10, 200
_ALIKE = 0.7  # of all characters


def hashed(password: str) -> str:
    """Hash a password to be kept; an empty one becomes a hash that nothing fits."""
    return make_password(password or None)


def fits(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that is kept.

    Where there is none to compare with, as much is computed as if there were.
    """
    if kept is None:
        make_password(password)
        return False
    return check_password(password, kept)


def refuse_weak(password: str, *, name: str, display: str) -> None:
    """Refuse a password that is easily guessed.

    Args:
        password: The password.
        name: What its owner types to log in.
        display: The name of its owner.

    Raises:
        BaylineError: It is too short or too long, common, or like the name.
    """
    if not SHORTEST <= len(password) <= _LONGEST:
        raise _refusal(
            f"the password has {len(password)} characters",
            f"fewer than {SHORTEST} are guessed, more than {_LONGEST} are not taken",
            Words(f"密码有{len(password)}个字符", f"要有{SHORTEST}到{_LONGEST}个"),
        )
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        why = "it stands in every list of common passwords"
        raise _refusal("the password is common", why, Words("密码太常见", "名单上都有")) from None
    if any(_is_like(password, known) for known in (name, display)):
        zh = Words("密码和名字太像", "容易猜到")
        raise _refusal("the password is almost the name", "it is guessed", zh)


def _is_like(password: str, known: str) -> bool:
    compared = SequenceMatcher(a=password.casefold(), b=known.casefold())
    return compared.quick_ratio() >= _ALIKE


def _refusal(what: str, why: str, zh: Words) -> BaylineError:
    do = "choose another, several words say"
    return BaylineError(what, why=why, do=do, zh=zh._replace(do="请换一个，比如几个词连起来"))
