"""Letters in a real Chromium: what a phone and a desktop make of them, measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from tests.servers.places import program

# Nothing of the browser's own asks the network for anything.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)

# Every element with text of its own: its words, size of letters, colours as they are painted; every link's height.
_LOOK = """() => {
  const painted = (from) => {
    for (let e = from; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/rgba\\(.*, 0\\)|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [];
  for (const e of document.body.querySelectorAll('*')) {
    const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim();
    if (!own || own === '\\u00a0') continue;
    const style = getComputedStyle(e);
    texts.push({words: own, size: parseFloat(style.fontSize), ink: style.color, ground: painted(e)});
  }
  const buttons = [...document.querySelectorAll('a')].map(a => a.getBoundingClientRect());
  return {
    texts,
    buttons: buttons.map(b => [b.width, b.height]),
    overhang: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


@dataclass(frozen=True)
class Text:
    """Words as they are painted."""

    words: str
    size: float  # px
    contrast: float  # WCAG 2, 1.4.3


@dataclass(frozen=True)
class Look:
    """One letter at one width in one scheme."""

    texts: tuple[Text, ...]
    buttons: tuple[tuple[float, float], ...]  # width and height, px
    overhang: float  # px to be scrolled sideways


class Browser:
    """One page that shows one letter after the other."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))

    def show(self, html: str) -> None:
        self._page.set_content(html)

    def look(self, width: int, scheme: str = "light") -> Look:
        self._page.set_viewport_size({"width": width, "height": 700})
        self._page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        seen = self._page.evaluate(_LOOK)
        texts = (Text(t["words"], t["size"], contrast(_rgb(t["ink"]), _rgb(t["ground"]))) for t in seen["texts"])
        return Look(tuple(texts), tuple((w, h) for w, h in seen["buttons"]), seen["overhang"])


@contextmanager
def opened() -> Iterator[Browser]:
    """Raises MissingServer where there is no Chromium."""
    path = program("/usr/bin/chromium", "chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=list(QUIET))
        try:
            yield Browser(chromium.new_page())
        finally:
            chromium.close()


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The ratio of two colours' luminances, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(css: str) -> tuple[float, ...]:
    return tuple(float(part) for part in css[css.index("(") + 1 : -1].split(",")[:3])
