"""The reader of Chinese public documents: text in; figures, times, names and statements out."""

from bayline.engines.compiled import use

use()
