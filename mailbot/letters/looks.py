"""The look of letters: the rules of `layout/letter.css` written onto each element, for mail clients drop sheets."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from css_inline import CSSInliner

SHEET = "layout/letter.css"


def dressed(page: str, templates: Path) -> str:
    """`page` with the office's rules on every element that they name; what its own head says stays there.

    Raises OSError or UnicodeDecodeError where the rules cannot be read.
    """
    path = templates / SHEET
    return _inliner(path, path.stat().st_mtime_ns).inline(page) + "\n"


@lru_cache(maxsize=8)
def _inliner(path: Path, _changed: int) -> CSSInliner:
    """Made anew when the file has changed: the office edits it while the daemon runs."""
    return CSSInliner(
        extra_css=path.read_text("utf-8"),
        inline_style_tags=False,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        minify_css=True,
    )
