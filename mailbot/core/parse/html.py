"""HTML mail to lines of text, with quoted parts and clients' markers made visible to the splitter."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailbot.core.parse.text import normalise
from mailbot.core.parse.words import ATTR, CUT, QUOTE, SIGN, SOFT

MAX_HTML = 1_500_000
MAX_TAGS = 15_000
MAX_LINES = 6_000
LONGEST_CELL = 120  # characters
LINES_OF_A_CELL = 2
CELL = "\x1f"  # ends a table's cell while its row is being written

_TAG = re.compile(r"<[a-zA-Z/!]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LETTERS = re.compile(r"[^\W_]")
_SPACE_RUN = re.compile(r" {2,}")

_BLOCKS = frozenset((
    "p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre",
    "section", "article", "header", "footer", "center", "dd", "dt", "dl", "address", "form", "fieldset", "main",
    "aside", "caption", "tbody", "thead", "figure",
))  # fmt: skip
_SKIPPED = frozenset((
    "style", "script", "head", "title", "template", "noscript", "meta", "link", "object", "svg", "math", "select",
    "textarea", "xml",
))  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)"
)
_PREFORMATTED = re.compile(r"white-space\s*:\s*pre")
_BORDER_LEFT = re.compile(r"border-left(?:-width)?\s*:(?!\s*(?:none|0))")
_BORDER_TOP = re.compile(r"border-top\s*:\s*(?:solid\s+#?\w+\s+[\d.]+p[tx]|[\d.]+p[tx]\s+solid)")

# Containers whose whole content is quotation.
_QUOTE_CLASSES = frozenset((
    "yahoo_quoted", "moz-forward-container", "protonmail_quote", "zmail_quote", "ms-outlook-mobile-reference-message",
    "x_ms-outlook-mobile-reference-message", "quoted-text", "replied-text",
))  # fmt: skip
_QUOTE_IDS = frozenset((
    "mail-editor-reference-message-container", "composeWebView_previouse_content", "replySplit_quoted",
    "isForwardContent", "isReplyContent", "ms-outlook-mobile-reference-message",
))  # fmt: skip
_CITE_CLASSES = frozenset(["gmail_quote", "moz-cite", "cite", "yahoo_quoted", "protonmail_quote", "quote", "clean_bq"])
# Lines that announce a quotation.
_ATTR_CLASSES = frozenset(["gmail_attr", "moz-cite-prefix", "zmail_extra_hdr", "moz-email-headers-table"])
_ATTR_IDS = frozenset(["reply-intro"])
# From here on, all is quotation.
_CUT_IDS = frozenset(["divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "x_appendonsend", "OLK_SRC_BODY_SECTION"])
_CUT_CLASSES = frozenset(["OutlookMessageHeader"])
_SIGN_CLASSES = frozenset(["gmail_signature", "moz-signature", "k9mail-signature", "protonmail_signature_block-user"])
_SIGN_IDS = frozenset(
    ["Signature", "x_Signature", "AppleMailSignature", "ms-outlook-mobile-signature", "Zm-_Id_-Sgn", "signature"]
)


def to_lines(html: str) -> tuple[str, bool]:
    """The text of a document, a line a block, and whether it was cut at the bounds.

    Lines begin with QUOTE (inside a quotation, once per level), ATTR (announces one), SOFT (indented, perhaps
    quoted), SIGN (signature); a line that is CUT says that all below is quotation.
    """
    cut = len(html) > MAX_HTML
    html = html[:MAX_HTML]
    if html.count("<") > MAX_TAGS:
        ends = [m.start() for _, m in zip(range(MAX_TAGS + 1), _TAG.finditer(html), strict=False)]
        if len(ends) > MAX_TAGS:
            html, cut = html[: ends[-1]], True
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    return ("", cut) if root is None else (_Walk('data-marker="__QUOTED_TEXT__"' in html).run(root), cut)


def all_text(html: str) -> str:
    """Every word that a document shows, in order, whatever is quoted; for comparing."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(sorted(_SKIPPED - {"head", "title", "meta", "link", "select", "textarea"}))
    root = tree.body or tree.root
    return "" if root is None else normalise(root.text(separator=" "))


class _Walk:
    """One iterative walk over the tree."""

    def __init__(self, zimbra_container: bool) -> None:
        self._zimbra_container = zimbra_container
        self._lines: list[str] = []
        self._line: list[str] = []
        self._prefix: list[str] = []
        self._preformatted = 0
        self._rows = 0  # rows of data that are open
        self._counts: dict[int, int] = {}  # items seen of each ordered list

    def run(self, root: LexborNode) -> str:
        stack: list[LexborNode | str] = [root]
        while stack and len(self._lines) < MAX_LINES:
            node = stack.pop()
            if isinstance(node, str):
                self._close(node)
                continue
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                self._break(keep_blank=True)
            elif tag is not None and tag[0] not in "-_" and tag not in _SKIPPED:
                self._open(node, tag, stack)
        self._flush()
        return "\n".join(self._lines)

    def _text(self, text: str) -> None:
        if not self._preformatted:
            self._line.append(_BLANKS.sub(" ", text))
            return
        *lines, last = text.split("\n")
        for line in lines:
            self._line.append(line)
            self._flush(keep_blank=True)
        self._line.append(last)

    def _open(self, node: LexborNode, tag: str, stack: list[LexborNode | str]) -> None:
        attributes = node.attributes if node.attrs else {}
        style = (attributes.get("style") or "").lower()
        if style and _HIDDEN.search(style):
            return
        prefix = self._marker(node, tag, attributes, style)
        if prefix == CUT:
            self._flush()
            self._lines.append(CUT)
            prefix = ""
        block = tag in _BLOCKS or bool(prefix)
        if tag == "img" and (alt := attributes.get("alt")) and not _LETTERS.search(alt):
            self._line.append(alt)  # an emoji; names of pictures are not words
        if block:
            self._break()
        if tag == "tr" and _is_data(node):
            self._rows += 1
            stack.append("\x00row")
        if tag == "li":
            self._line.append(self._bullet(node, attributes))
        if tag == "pre" or _PREFORMATTED.search(style):
            self._preformatted += 1
            stack.append("\x00pre")
        if prefix:
            self._prefix.append(prefix)
            stack.append("\x00prefix")
        elif block:
            stack.append("p" if tag == "p" else "\x00block")
        elif tag in ("td", "th"):
            stack.append("td")
        children: list[LexborNode] = list(node.iter(include_text=True))
        stack.extend(reversed(children))

    def _bullet(self, node: LexborNode, attributes: dict[str, str | None]) -> str:
        """What a list shows before an item: people answer numbered lists with numbered lists."""
        parent = node.parent
        if parent is None or parent.tag != "ol":
            return "- "
        value = attributes.get("value") or ""
        number = (
            int(value)
            if value.isascii() and value.isdigit() and len(value) < 4
            else self._counts.get(parent.mem_id, 0) + 1
        )
        self._counts[parent.mem_id] = number
        return f"{number}. "

    def _close(self, what: str) -> None:
        if what == "td":
            self._line.append(CELL)
            return
        if what == "\x00pre":
            self._preformatted -= 1
            return
        if what == "\x00row":
            self._rows -= 1
        self._break()
        if what == "\x00prefix":
            self._prefix.pop()

    def _break(self, keep_blank: bool = False) -> None:
        """End the line; within a row of data a blank stands for it, for the row is the line."""
        if self._rows:
            self._line.append(" ")
        else:
            self._flush(keep_blank)

    def _flush(self, keep_blank: bool = False) -> None:
        cells = [
            _SPACE_RUN.sub(" ", normalise(cell).replace("\n", " ")).strip() for cell in "".join(self._line).split(CELL)
        ]
        filled = [cell for cell in cells if cell]
        text = " | ".join(cell.replace("|", "/") for cell in cells).rstrip(" |") if len(filled) > 1 else "".join(filled)
        self._line.clear()
        if text or keep_blank:
            self._lines.append("".join(self._prefix) + text)

    def _marker(self, node: LexborNode, tag: str, attributes: dict[str, str | None], style: str) -> str:
        """How the client marked this element: one of the prefixes, or ''."""
        if not attributes:
            return SOFT if tag == "blockquote" else ""
        classes = (attributes.get("class") or "").split()
        ident = attributes.get("id") or ""
        marker = attributes.get("data-marker") or ""
        if ident in _CUT_IDS or not _CUT_CLASSES.isdisjoint(classes):
            return CUT
        if marker or ident == "zwchr":
            return self._zimbra(ident, marker)
        if tag == "blockquote":
            return _blockquote(attributes, classes, style)
        if (
            not _QUOTE_CLASSES.isdisjoint(classes)
            or ident in _QUOTE_IDS
            or ident.startswith("yahoo_quoted")
            or attributes.get("name") == "messageReplySection"
        ):
            return QUOTE
        if not _ATTR_CLASSES.isdisjoint(classes) or ident in _ATTR_IDS:
            return ATTR
        if not _SIGN_CLASSES.isdisjoint(classes) or ident in _SIGN_IDS:
            return SIGN
        if tag == "hr" and "display:inline-block" in style and "98%" in style:
            return CUT
        if tag == "div" and style and _BORDER_TOP.search(style) and _holds_header_block(node):
            return CUT
        return ""

    def _zimbra(self, ident: str, marker: str) -> str:
        if marker == "__QUOTED_TEXT__":
            return QUOTE
        if marker == "__HEADERS__":
            return ATTR
        if marker.startswith("__SIG"):
            return SIGN
        if ident == "zwchr" or marker == "__DIVIDER__":
            return ATTR if self._zimbra_container else CUT
        return ""


def _is_data(row: LexborNode) -> bool:
    """Whether a row holds data and is no layout: several cells with words, each short and of one or two lines.

    Outlook and Word write a paragraph into every cell.
    """
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if len(cells) < 2 or row.css_first("table, blockquote") is not None:
        return False
    texts = [(cell.text(deep=True) or "").strip() for cell in cells]
    lines = max(len(cell.css("p, div, br, li")) for cell in cells)
    return sum(map(bool, texts)) > 1 and max(map(len, texts)) <= LONGEST_CELL and lines <= LINES_OF_A_CELL


def _blockquote(attributes: dict[str, str | None], classes: list[str], style: str) -> str:
    if (
        (attributes.get("type") or "").lower() == "cite"
        or not _CITE_CLASSES.isdisjoint(classes)
        or "cite" in attributes
    ):
        return QUOTE
    return QUOTE if _BORDER_LEFT.search(style) else SOFT


_HEADER_LABEL = re.compile(r"\s*(?:From|Từ|Gửi từ|Người gửi|De|Von|Da|发件人|寄件者|差出人|보낸 사람)\s*[:：]")


def _holds_header_block(node: LexborNode) -> bool:
    return _HEADER_LABEL.match(normalise((node.text() or "")[:200])) is not None
