"""Pages of settlement show the books as they stand now; those of another day are not made up."""

from django.http import HttpRequest

from bayline.kernel.errors import BaylineError, Words


def only_now(request: HttpRequest) -> None:
    """Refuse to show the books as of another day.

    Raises:
        BaylineError: The page is asked for as of a day.
    """
    if request.GET.get("as_of", "").strip():
        raise BaylineError(
            "settlement is shown as it stands now only",
            where="as_of",
            why="answers may come later and count under an earlier day",
            do="go back to today; a day or a month can be chosen on the pages themselves",
            zh=Words(
                "医保结算只有现在的样子",
                "答复可以后到，仍记在之前的日子",
                "请回到今天；某一天、某个月在页上选",
            ),
        )
