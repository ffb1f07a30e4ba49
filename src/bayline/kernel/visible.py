"""Words as they are seen: a name or a reason that nobody can see is none."""

from unicodedata import category

# Letters and signs that are drawn as nothing, though Unicode does not class them as blank.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SEEN = frozenset("LNPS")  # letters, numbers, punctuation, symbols; marks alone stand on nothing


def shows(words: str) -> bool:
    """Tell whether a reader sees anything of some words.

    Args:
        words: What was written; blanks, control characters and characters without width do not
            show.
    """
    return any(category(char)[0] in _SEEN and char not in _BLANK for char in words)


def one_line(words: str, longest: int) -> str:
    """Give words as one line that a page and a table can show; empty if it would show nothing.

    Args:
        words: What was written.
        longest: How many characters are taken at most.
    """
    line = "".join(filter(str.isprintable, " ".join(words.split())))[:longest]
    return line if shows(line) else ""
