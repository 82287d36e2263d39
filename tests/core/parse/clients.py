"""How mail clients quote: small functions that answer a letter the way each client does, in text and in HTML.

`TEXT` and `HTML` map a client's name to a function of (reply, letter, language). A reply is lines of text; a letter
is our own mail. Styles: 'top' puts the answer above, 'bottom' below, 'between' between the quoted lines.
"""

from __future__ import annotations

import html as markup
import textwrap
from collections.abc import Callable

OUR_NAME = "Phòng Kiểm soát TTHC - VP UBND tỉnh"
OUR_ADDRESS = "kstt@vpub.binhdinh.example"
OUR_SUBJECT = "Mời dự Phiên họp quý III/2024 của Ban Chỉ đạo [Q3-7K4M]"
MEMBER = "Trần Thị Kim Ngân"
MEMBER_ADDRESS = "ngan@so.binhdinh.example"

Client = Callable[[str, str, str], str]


def gt(letter: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in letter.split("\n"))


def wrapped(letter: str, width: int = 70) -> str:
    """As programs do that wrap the quoted text and mark every line."""
    lines = []
    for line in letter.split("\n"):
        lines += textwrap.wrap(line, width) or [""]
    return gt("\n".join(lines))


def labels(lang: str, vi: tuple[str, ...], en: tuple[str, ...]) -> tuple[str, ...]:
    return vi if lang == "vi" else en


def block(names: tuple[str, ...], values: tuple[str, ...], bold: bool = False) -> str:
    if bold:
        return "<br>".join(f"<b>{n}:</b> {markup.escape(v)}" for n, v in zip(names, values, strict=True))
    return "\n".join(f"{n}: {v}" for n, v in zip(names, values, strict=True))


VALUES = (
    f"{OUR_NAME} <{OUR_ADDRESS}>",
    "20/09/2024 14:05",
    f"{MEMBER} <{MEMBER_ADDRESS}>",
    OUR_SUBJECT,
)


# Text parts -----------------------------------------------------------------------------------------------------


def gmail(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào Th 6, 20 thg 9, 2024 vào lúc 14:05 Phòng Kiểm soát TTHC -\nVP UBND tỉnh <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On Fri, Sep 20, 2024 at 2:05\u202fPM {OUR_NAME} <\n{OUR_ADDRESS}> wrote:"
    )
    return f"{reply}\n\n{intro}\n\n{wrapped(letter)}\n"


def gmail_2026(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào Th 4, 14 thg 10, 2026 lúc 09:12, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On Wed, 14 Oct 2026 at 09:12, {OUR_NAME} <{OUR_ADDRESS}> wrote:"
    )
    return f"{reply}\n\n{intro}\n\n{gt(letter)}\n"


def gmail_2017(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào 14:24 20 tháng 9, 2024, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"2024-09-20 14:24 GMT+07:00 {OUR_NAME} <{OUR_ADDRESS}>:"
    )
    return f"{reply}\n\n{intro}\n\n{gt(letter)}\n"


def gmail_android_no_marks(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào 14:05, Th 6, 20 thg 9, 2024, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On Fri, 20 Sep 2024, 14:05 {OUR_NAME}, <{OUR_ADDRESS}> wrote:"
    )
    return f"{reply}\n\n{intro}\n{letter}\n"


def zimbra_headers(reply: str, letter: str, lang: str) -> str:
    dashes = "----- Thư gốc -----" if lang == "vi" else "----- Original Message -----"
    names = labels(lang, ("Từ", "Tới", "Đã gửi", "Chủ đề"), ("From", "To", "Sent", "Subject"))
    values = (VALUES[0], VALUES[2], "Thứ Sáu, 20 Tháng Chín, 2024 2:05:07 CH", OUR_SUBJECT)
    return f"{reply}\n\n{dashes}\n{block(names, values)}\n\n{letter}\n"


def zimbra_no_headers(reply: str, letter: str, lang: str) -> str:
    intro = (
        f'----- Vào 20 Tháng Chín, 2024, lúc 2:05 CH, "{OUR_NAME}" {OUR_ADDRESS} đã viết:'
        if lang == "vi"
        else f'----- On Sep 20, 2024, at 2:05 PM, "{OUR_NAME}" {OUR_ADDRESS} wrote:'
    )
    return f"{reply}\n\n{intro}\n\n{letter}\n"


def zimbra_prefix(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Tới", "Đã gửi", "Chủ đề"), ("From", "To", "Sent", "Subject"))
    return f"{reply}\n\n{gt(block(names, (VALUES[0], VALUES[2], VALUES[1], OUR_SUBJECT)))}\n>\n{gt(letter)}\n"


def outlook(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Tới", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    sent = "Thứ Sáu, 20 tháng 9, 2024 14:05" if lang == "vi" else "Friday, September 20, 2024 2:05 PM"
    return f"{reply}\n\n{block(names, (VALUES[0], sent, VALUES[2], OUR_SUBJECT))}\n\n{letter}\n"


def owa(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Ngày gửi", "Đến", "Tiêu đề"), ("From", "Sent", "To", "Subject"))
    return f"{reply}\n\n{'_' * 32}\n{block(names, VALUES)}\n\n{letter}\n"


def outlook_name_only(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Đến", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    sent = "Thứ Sáu, 20 Tháng Chín 2024 2:05 CH" if lang == "vi" else "Friday, September 20, 2024 2:05 PM"
    return f"{reply}\n\n{block(names, (OUR_NAME, sent, MEMBER, OUR_SUBJECT))}\n\n{letter}\n"


def outlook_bold_stars(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("*Từ:*", "*Đã gửi:*", "*Tới:*", "*Chủ đề:*"), ("*From:*", "*Sent:*", "*To:*", "*Subject:*"))
    lines = "\n".join(f"{n} {v}" for n, v in zip(names, VALUES, strict=True))
    return f"{reply}\n\n{lines}\n\n{letter}\n"


def header_block_on_one_line(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Tới", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    line = " ".join(f"{n}: {v}" for n, v in zip(names, VALUES, strict=True))
    return f"{reply}\n\n{line}\n\n{letter}\n"


def header_block_with_blank_lines(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Tới", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    return f"{reply}\n\n" + "\n\n".join(f"{n}: {v}" for n, v in zip(names, VALUES, strict=True)) + f"\n\n{letter}\n"


def outlook_chinese(reply: str, letter: str, _: str) -> str:
    names = ("发件人", "发送时间", "收件人", "主题")
    lines = "\n".join(f"{n}： {v}" for n, v in zip(names, VALUES, strict=True))
    return f"{reply}\n\n{lines}\n\n{letter}\n"


def apple(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào 14:05, 20 thg 9, 2024, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On 20 Sep 2024, at 14:05, {OUR_NAME} <{OUR_ADDRESS}> wrote:"
    )
    return f"{reply}\n\n> {intro}\n>\n{gt(letter)}\n"


def iphone(reply: str, letter: str, lang: str) -> str:
    sent = "Đã gửi từ iPhone của tôi" if lang == "vi" else "Sent from my iPhone"
    return apple(f"{reply}\n\n{sent}", letter, lang)


def thunderbird(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào lúc 14:05 20/09/2024, {OUR_NAME} đã viết:" if lang == "vi" else f"On 20/09/2024 14:05, {OUR_NAME} wrote:"
    )
    return f"{reply}\n\n{intro}\n{gt(letter)}\n"


def thunderbird_author_first(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"{OUR_NAME} đã viết vào lúc 14:05 20/09/2024:" if lang == "vi" else f"{OUR_NAME} wrote on 20/09/2024 14:05:"
    )
    return f"{reply}\n\n{intro}\n{gt(letter)}\n"


def roundcube(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào ngày 2024-09-20 14:05, {OUR_NAME} viết:" if lang == "vi" else f"On 2024-09-20 14:05, {OUR_NAME} wrote:"
    )
    return f"{reply}\n\n{intro}\n{wrapped(letter)}\n"


def evolution(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào Sáu, ngày 20, tháng 9 năm 2024 lúc 14:05 +0700, {OUR_NAME} viết:"
        if lang == "vi"
        else f"On Fri, 2024-09-20 at 14:05 +0700, {OUR_NAME} wrote:"
    )
    return f"{reply}\n\n{intro}\n{gt(letter)}\n"


def evolution_outlook_style(reply: str, letter: str, lang: str) -> str:
    bar = "━━━Thư gốc━━━" if lang == "vi" else "-----Original Message-----"
    names = labels(lang, ("Từ", "Ngày", "Cho", "Chủ đề"), ("From", "Date", "To", "Subject"))
    return f"{reply}\n\n{bar}\n{block(names, VALUES)}\n\n{letter}\n"


def geary(reply: str, letter: str, lang: str) -> str:
    return f"{reply}\n\n{OUR_NAME} {'đã viết' if lang == 'vi' else 'wrote'}:\n{gt(letter)}\n"


def nextcloud(reply: str, letter: str, lang: str) -> str:
    when = "20 tháng 9, 2024 14:05" if lang == "vi" else "September 20, 2024 2:05 PM"
    return f'{reply}\n\n"{OUR_NAME}" {OUR_ADDRESS} – {when}\n{gt(letter)}\n'


def k9(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào 20 tháng 9, 2024 14:05:00 GMT+07:00, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On 20 September 2024 14:05:00 GMT+07:00, {OUR_NAME} <{OUR_ADDRESS}> wrote:"
    )
    return f"{reply}\n\n{intro}\n{gt(letter)}\n"


def k9_headers(reply: str, letter: str, lang: str) -> str:
    bar = "-------- Thư gốc --------" if lang == "vi" else "-------- Original Message --------"
    names = labels(lang, ("Chủ đề", "Đã gửi", "Từ", "Tới"), ("Subject", "Sent", "From", "To"))
    return f"{reply}\n\n{bar}\n{block(names, (OUR_SUBJECT, VALUES[1], VALUES[0], VALUES[2]))}\n\n{letter}\n"


def samsung(reply: str, letter: str, lang: str) -> str:
    sent, bar = (
        ("Đã gửi từ thiết bị Galaxy của tôi", "-------- Tin nhắn gốc --------")
        if lang == "vi"
        else ("Sent from my Galaxy", "-------- Original message --------")
    )
    names = labels(lang, ("Từ", "Ngày", "Đến", "Chủ đề"), ("From", "Date", "To", "Subject"))
    return f"{reply}\n\n{sent}\n\n{bar}\n{block(names, VALUES)}\n\n{letter}\n"


def yahoo(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào lúc 14:05:21 GMT+7 Thứ Sáu, 20 tháng 9, 2024, {OUR_NAME} <{OUR_ADDRESS}> đã viết:"
        if lang == "vi"
        else f"On Friday, September 20, 2024 at 02:05:21 PM GMT+7, {OUR_NAME} <{OUR_ADDRESS}> wrote:"
    )
    indented = "\n".join(f"  {line}" for line in letter.split("\n"))
    return f"{reply}\n\n{intro}\n\n{indented}\n"


def yahoo_iphone(reply: str, letter: str, lang: str) -> str:
    sent, intro = (
        (
            "Được gửi từ Yahoo Mail cho iPhone",
            f"Vào Thứ Sáu, tháng 9 20, 2024, 14:05, {OUR_NAME} <{OUR_ADDRESS}> đã viết:",
        )
        if lang == "vi"
        else (
            "Sent from Yahoo Mail for iPhone",
            f"On Friday, September 20, 2024, 14:05, {OUR_NAME} <{OUR_ADDRESS}> wrote:",
        )
    )
    return f"{reply}\n\n{sent}\n\n{intro}\n\n{letter}\n"


def zoho(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"---- Vào Th 6, 20 thg 9 2024 14:05:00 +0700 {OUR_NAME} <{OUR_ADDRESS}> đã viết ----"
        if lang == "vi"
        else f"---- On Fri, 20 Sep 2024 14:05:00 +0700 {OUR_NAME} <{OUR_ADDRESS}> wrote ----"
    )
    return f"{reply}\n\n{intro}\n\n{letter}\n"


def mdaemon(reply: str, letter: str, _: str) -> str:
    head = block(("From", "To", "Date", "Subject"), (VALUES[0], VALUES[2], VALUES[1], VALUES[3]))
    return f"{reply}\n\n-----Original Message-----\n{head}\n\n{letter}\n"


def bare_marks(reply: str, letter: str, _: str) -> str:
    return f"{reply}\n\n{gt(letter)}\n"


TEXT: dict[str, Client] = {
    f.__name__: f
    for f in (
        gmail, gmail_2026, gmail_2017, gmail_android_no_marks, zimbra_headers, zimbra_no_headers, zimbra_prefix,
        outlook, owa, outlook_name_only, outlook_bold_stars, header_block_on_one_line, header_block_with_blank_lines,
        outlook_chinese, apple, iphone, thunderbird, thunderbird_author_first, roundcube, evolution,
        evolution_outlook_style, geary, nextcloud, k9, k9_headers, samsung, yahoo, yahoo_iphone, zoho, mdaemon,
        bare_marks,
    )
}  # fmt: skip

# Clients whose users can write below or between the quoted lines.
MARKED: dict[str, Client] = {
    f.__name__: f
    for f in (
        gmail,
        gmail_2026,
        apple,
        thunderbird,
        thunderbird_author_first,
        roundcube,
        evolution,
        geary,
        nextcloud,
        k9,
    )
}


# HTML parts -----------------------------------------------------------------------------------------------------


def _lines(text: str) -> str:
    return "".join(f"<div>{markup.escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _breaks(text: str) -> str:
    return markup.escape(text).replace("\n", "<br>\n")


def _paragraphs(text: str) -> str:
    return "".join(
        f'<p class="MsoNormal">{markup.escape(line) or "&nbsp;"}<o:p></o:p></p>' for line in text.split("\n")
    )


def html_gmail(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<div dir="ltr">{_lines(reply)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr"'
        f' class="gmail_attr">Th 6, 20 thg 9, 2024 14:05 {OUR_NAME} &lt;<a'
        f' href="mailto:{OUR_ADDRESS}">{OUR_ADDRESS}</a>'
        f'&gt; {verb}:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid'
        f' rgb(204,204,204);padding-left:1ex">{_breaks(letter)}</blockquote></div>'
    )


def html_zimbra(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Tới", "Đã gửi", "Chủ đề"), ("From", "To", "Sent", "Subject"))
    return (
        f'<html><body><div style="font-family: times new roman; font-size: 12pt; color:'
        f' #000000">{_lines(reply)}<div><br>'
        f'</div><hr id="zwchr" data-marker="__DIVIDER__"><div'
        f' data-marker="__HEADERS__">{block(names, VALUES, bold=True)}'
        '</div><div><br></div><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid #1010FF;'
        f'margin-left:5px;padding-left:5px">{_breaks(letter)}</blockquote></div></div></body></html>'
    )


def html_zimbra_old(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Tới", "Đã gửi", "Chủ đề"), ("From", "To", "Sent", "Subject"))
    return (
        f'<html><body><div>{_lines(reply)}<br><hr id="zwchr"><div'
        f' style="color:#000">{block(names, VALUES, bold=True)}<br>'
        f"<br>{_breaks(letter)}</div></div></body></html>"
    )


def html_outlook(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Tới", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal'
        " {margin:0in;} --></style>"
        f'</head><body lang="VI"><div class="WordSection1">{_paragraphs(reply)}<div><div style="border:none;border-top:'
        f'solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p'
        f' class="MsoNormal">{block(names, VALUES, bold=True)}<o:p></o:p>'
        f"</p></div></div>{_paragraphs(letter)}</div></body></html>"
    )


def html_owa(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Đến", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    return (
        '<html><head><style type="text/css" style="display:none;"> P {margin-top:0;} </style></head><body dir="ltr">'
        f'<div class="elementToProof">{_lines(reply)}</div><div id="appendonsend"></div><hr'
        f' style="display:inline-block;'
        f'width:98%" tabindex="-1"><div id="divRplyFwdMsg"'
        f' dir="ltr"><font>{block(names, VALUES, bold=True)}</font></div>'
        f"<div>{_breaks(letter)}</div></body></html>"
    )


def html_new_outlook(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Ngày", "Đến", "Chủ đề"), ("From", "Date", "To", "Subject"))
    return (
        f'<html><body><div dir="ltr">{_lines(reply)}</div><div id="mail-editor-reference-message-container"><div style='
        f'"border:none;border-top:1pt solid'
        f' #b5c4df">{block(names, VALUES, bold=True)}</div><div>{_breaks(letter)}</div>'
        "</div></body></html>"
    )


def html_outlook_mobile(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Đến", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    get = "Tải Outlook cho iOS" if lang == "vi" else "Get Outlook for iOS"
    return (
        f'<html><body>{_lines(reply)}<div><br></div><div class="ms-outlook-mobile-signature" id="ms-outlook-mobile-'
        f'signature"><a href="https://aka.ms/o0ukef">{get}</a></div><div id="mail-editor-reference-message-container" '
        f'class="ms-outlook-mobile-reference-message"><hr><div'
        f' id="divRplyFwdMsg">{block(names, VALUES, bold=True)}</div>'
        f"{_breaks(letter)}</div></body></html>"
    )


def html_apple(reply: str, letter: str, lang: str) -> str:
    intro = "Vào 14:05, 20 thg 9, 2024" if lang == "vi" else "On 20 Sep 2024, at 14:05"
    verb = "đã viết" if lang == "vi" else "wrote"
    sent = "Đã gửi từ iPhone của tôi" if lang == "vi" else "Sent from my iPhone"
    return (
        f'<html><body dir="auto">{_breaks(reply)}<br><div dir="ltr"><br>{sent}</div><div'
        f' dir="ltr"><br><blockquote type='
        f'"cite">{intro}, {OUR_NAME} &lt;{OUR_ADDRESS}&gt;'
        f' {verb}:<br><br></blockquote></div><blockquote type="cite"><div '
        f'dir="ltr">{_breaks(letter)}</div></blockquote></body></html>'
    )


def html_thunderbird(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào lúc 14:05 20/09/2024, {OUR_NAME} đã viết:" if lang == "vi" else f"On 20/09/2024 14:05, {OUR_NAME} wrote:"
    )
    return (
        f"<html><body><p>{_breaks(reply)}</p><div"
        f' class="moz-cite-prefix">{intro}<br></div><blockquote type="cite" cite='
        f'"mid:invite.0a0a@vpub.binhdinh.example">{_breaks(letter)}</blockquote></body></html>'
    )


def html_roundcube(reply: str, letter: str, lang: str) -> str:
    intro = (
        f"Vào ngày 2024-09-20 14:05, {OUR_NAME} viết:" if lang == "vi" else f"On 2024-09-20 14:05, {OUR_NAME} wrote:"
    )
    return (
        f'<html><body>{_lines(reply)}<p id="reply-intro">{intro}</p><blockquote type="cite" style="padding: 0 0.4em; '
        f'border-left: #1010ff 2px solid; margin: 0"><div>{_breaks(letter)}</div></blockquote></body></html>'
    )


def html_samsung(reply: str, letter: str, lang: str) -> str:
    bar = "-------- Tin nhắn gốc --------" if lang == "vi" else "-------- Original message --------"
    names = labels(lang, ("Từ", "Ngày", "Đến", "Chủ đề"), ("From", "Date", "To", "Subject"))
    return (
        f'<html><body dir="auto">{_lines(reply)}<div dir="auto"><br></div><div style="font-size:100%;color:#000000" '
        f'align="left"'
        f' dir="auto"><div>{bar}</div>{block(names, VALUES, bold=True)}<br></div><div>{_breaks(letter)}</div>'
        "</body></html>"
    )


def html_yahoo(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<html><body><div class="ydp1">{_lines(reply)}</div><div id="yahoo_quoted_7712" class="yahoo_quoted"><div>Vào '
        f"14:05 GMT+7, {OUR_NAME} &lt;{OUR_ADDRESS}&gt; {verb}:</div><div>{_breaks(letter)}</div></div></body></html>"
    )


def html_zoho(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<div style="font-family: Verdana">{_lines(reply)}<br><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On '
        f"Fri, 20 Sep 2024 14:05:00 +0700 <b>{OUR_NAME} &lt;{OUR_ADDRESS}&gt;</b> {verb}"
        f" ----</div><br><blockquote style="
        f'"border-left: 1px solid rgb(204, 204, 204); padding-left: 6px;">{_breaks(letter)}</blockquote></div></div>'
    )


def html_k9(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<!DOCTYPE html><html><body>{_breaks(reply)}<br><br><div class="gmail_quote"><div'
        f' dir="auto">Vào 20 tháng 9, 2024 '
        f'14:05:00 GMT+07:00, {OUR_NAME} &lt;{OUR_ADDRESS}&gt; {verb}:</div><blockquote class="gmail_quote" style='
        f'"margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid;">{_breaks(letter)}</blockquote></div></body></html>'
    )


def html_proton(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<div style="font-family: Arial">{_lines(reply)}</div><div class="protonmail_quote">On'
        f" Friday, September 20th, "
        f"2024 at 2:05 PM, {OUR_NAME} &lt;{OUR_ADDRESS}&gt; {verb}:<br><blockquote"
        f' class="protonmail_quote" type="cite">'
        f"{_breaks(letter)}</blockquote></div>"
    )


def html_spark(reply: str, letter: str, lang: str) -> str:
    verb = "đã viết" if lang == "vi" else "wrote"
    return (
        f'<html><body><div name="messageBodySection">{_lines(reply)}</div><div'
        f' name="messageReplySection">Vào 20 thg 9, '
        f'2024, {OUR_NAME} {verb}:<br><blockquote type="cite">{_breaks(letter)}</blockquote></div></body></html>'
    )


def html_unknown(reply: str, letter: str, lang: str) -> str:
    names = labels(lang, ("Từ", "Đã gửi", "Đến", "Chủ đề"), ("From", "Sent", "To", "Subject"))
    return f"<p>{_breaks(reply)}</p><hr><p>{block(names, VALUES, bold=True)}</p><p>{_breaks(letter)}</p>"


HTML: dict[str, Client] = {
    f.__name__: f
    for f in (
        html_gmail, html_zimbra, html_zimbra_old, html_outlook, html_owa, html_new_outlook, html_outlook_mobile,
        html_apple, html_thunderbird, html_roundcube, html_samsung, html_yahoo, html_zoho, html_k9, html_proton,
        html_spark, html_unknown,
    )
}  # fmt: skip
