"""What is done to reports: their words kept, issued, made again."""

from bayline.platform.reporting.actions.issuing import issue, ready
from bayline.platform.reporting.actions.reissuing import Reissued, reissue
from bayline.platform.reporting.actions.writing import keep_text

__all__ = ["Reissued", "issue", "keep_text", "ready", "reissue"]
