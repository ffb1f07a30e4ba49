"""Pages of registers: lists, entries, forms, the import bench, downloads; one set for all."""

from bayline.platform.registers.pages.bench import bench, bench_expired
from bayline.platform.registers.pages.downloads import download_csv, download_xlsx
from bayline.platform.registers.pages.forms import add, change, form_expired
from bayline.platform.registers.pages.items import item
from bayline.platform.registers.pages.lists import entries_page, registers_page

__all__ = [
    "add",
    "bench",
    "bench_expired",
    "change",
    "download_csv",
    "download_xlsx",
    "entries_page",
    "form_expired",
    "item",
    "registers_page",
]
