"""What mail clients write around quoted mail, in folded form (lower case, no diacritics); tables only."""

from __future__ import annotations

# Marks that the HTML walk puts before lines (private use; the normaliser removes them from incoming text).
QUOTE = "\ue000"  # inside a quotation, once a level
ATTR = "\ue001"  # announces a quotation
SOFT = "\ue002"  # indented: quoted where an announcement stands before it
SIGN = "\ue003"  # signature
CUT = "\ue004"  # all below is quotation
MARKS = QUOTE + ATTR + SOFT + SIGN + CUT

# The verbs that end 'On ..., X wrote:'.
WROTE = (
    # Vietnamese: Gmail, Zimbra, Thunderbird, K-9, Yahoo; Roundcube and Evolution without 'đã'
    "da viet", "viet", "da gui", "da tra loi",
    # English
    "wrote", "writes", "sent the following", "said",
    # French, German, Spanish, Italian, Dutch, Portuguese
    "a ecrit", "ecrit", "schrieb", "escribio", "ha scritto", "scrisse", "schreef", "escreveu",
)  # fmt: skip
# An answer may begin so, even where it stands between quoted lines.
ANSWERS = (
    "dong y", "khong", "nhat tri", "ok", "duoc", "chap thuan", "chap nhan", "thong nhat", "co", "vang", "yes", "no",
    "agree", "approve", "da ", "du", "tu choi", "chua", "chuyen", "de nghi", "yeu cau", "cho ", "cu ", "xin ",
)  # fmt: skip
# The words that open it.
OPENERS = (
    "vao luc", "vao ngay", "vao", "ngay", "luc", "on", "at", "le", "am", "el", "il", "op", "em",
)  # fmt: skip

# '----- Thư gốc -----' and its like, without the dashes.
SEPARATORS = (
    # Vietnamese: Zimbra, Thunderbird, K-9, Roundcube, Evolution, Geary, Gmail Android, Samsung
    "thu goc", "thu ban dau", "thu moi goc", "tin nhan goc", "tin nhan ban dau", "thong diep goc", "email goc",
    "thu da chuyen tiep", "thu duoc chuyen tiep", "thu chuyen tiep", "thu da duoc chuyen tiep",
    "tin nhan da chuyen tiep", "tin nhan duoc chuyen tiep", "tin nhan da duoc chuyen tiep", "tin nhan chuyen tiep",
    "email da chuyen tiep", "email duoc chuyen tiep", "noi dung thu goc", "noi dung goc",
    # English
    "original message", "original appointment", "original email", "original mail", "reply message", "reply above",
    "original",
    "forwarded message", "forwarded email", "forward message", "forwarded by",
    # others that Vietnamese staff meet
    "message d'origine", "message original", "message transfere", "mensaje original", "ursprungliche nachricht",
    "weitergeleitete nachricht", "messaggio originale", "mensagem original",
    "原始邮件", "原始郵件", "转发邮件", "轉寄郵件", "원본 메시지", "元のメッセージ",
)  # fmt: skip
# Lines that open a forwarded mail without dashes.
FORWARDS = (
    "bat dau thu duoc chuyen tiep", "bat dau tin nhan duoc chuyen tiep", "bat dau thu chuyen tiep",
    "begin forwarded message", "debut du message transfere", "debut du message reexpedie",
)  # fmt: skip

# The labels of a quoted header block, by what they name.
LABELS: dict[str, tuple[str, ...]] = {
    "from": (
        "tu", "gui tu", "nguoi gui", "from", "de", "von", "da", "van", "fra", "fran", "发件人", "寄件者", "差出人",
        "보낸 사람",
    ),
    "sent": (
        "da gui", "ngay gui", "ngay", "thoi gian gui", "thoi gian", "gui luc", "gui ngay", "sent", "date", "sent at",
        "envoye", "gesendet", "datum", "dato", "data", "fecha", "verzonden", "skickat", "sendt", "inviato", "enviado",
        "发送时间", "寄件日期", "日期", "送信日時", "보낸 날짜",
    ),
    "to": (
        "toi", "den", "cho", "nguoi nhan", "gui den", "gui toi", "to", "an", "a", "aan", "til", "till", "para",
        "收件人", "收件者", "宛先", "받는 사람",
    ),
    "cc": ("cc", "bcc", "dong kinh gui", "dong gui", "kopie", "抄送", "副本", "참조"),
    "subject": (
        "chu de", "tieu de", "subject", "objet", "betreff", "oggetto", "asunto", "assunto", "onderwerp", "emne", "amne",
        "主题", "主旨", "件名", "제목",
    ),
    "other": (
        "tra loi toi", "tra loi cho", "tra loi den", "reply-to", "importance", "muc do quan trong", "tam quan trong",
        "priority", "organization", "to chuc", "attachments", "phan dinh kem", "tep dinh kem", "sensitivity", "when",
        "where", "khi nao", "o dau",
    ),
}  # fmt: skip

# Our own line above which an answer stands.
DELIMITERS = (
    "tra loi phia tren dong nay", "tra loi ghi phia tren dong nay", "tra loi o phia tren dong nay",
    "tra loi tren dong nay", "tra loi de nghi ghi phia tren dong nay", "ghi phia tren dong nay",
    "reply above this line",
)  # fmt: skip

# Lines that phones and programs add under a mail.
MOBILE_STARTS = (
    # Vietnamese
    "da gui tu", "duoc gui tu", "gui tu", "da gui bang", "gui bang", "da gui qua", "gui qua", "tai outlook",
    "tai xuong outlook", "nhan outlook cho",
    # English
    "sent from", "sent via", "sent with", "sent using", "get outlook for", "get bluemail for", "envoye de mon",
    "envoye depuis", "von meinem", "enviado desde",
)  # fmt: skip
MOBILE_THINGS = (
    "iphone", "ipad", "android", "outlook", "galaxy", "samsung", "yahoo", "gmail", "dien thoai", "thiet bi", "mail",
    "xiaomi", "redmi", "oppo", "vivo", "huawei", "phone", "mobile", "may tinh bang", "tablet", "smartphone", "ios",
    "zalo", "windows", "blackberry", "nokia", "realme", "spark", "proton",
)  # fmt: skip

# A paragraph that begins so is a disclaimer.
DISCLAIMERS = (
    # Vietnamese
    "tuyen bo mien tru", "mien tru trach nhiem", "mien trach", "canh bao bao mat", "thong bao bao mat",
    "luu y bao mat", "tinh bao mat", "thong tin trong email nay", "thong tin trong thu nay",
    "thong tin trong thu dien tu",
    "thong tin chua trong", "noi dung email nay", "noi dung thu dien tu nay", "noi dung cua email nay",
    "email nay va", "email nay co the", "thu dien tu nay", "thu nay va cac tep", "thu nay co the chua",
    "neu ban khong phai la nguoi nhan", "neu quy vi khong phai", "vui long can nhac truoc khi in",
    "hay nghi den moi truong", "hay bao ve moi truong", "xin hay can nhac truoc khi in",
    # English
    "disclaimer", "confidentiality", "confidential", "this e-mail and any", "this email and any",
    "this message and any",
    "this e-mail is", "this email is", "this e-mail may", "this email may", "this message is intended",
    "the information contained in", "the information in this", "the contents of this", "if you are not the intended",
    "please consider the environment", "virus-free", "khong co virus", "this email has been scanned",
)  # fmt: skip
# What gateways put above a mail from outside; the paragraph is theirs.
BANNERS = (
    "caution: ", "caution!", "warning: this", "external email", "[external", "*external*",
    "this message came from outside", "this email originated from outside",
    "canh bao: ", "email tu ben ngoai", "[ben ngoai]", "thu nay duoc gui tu ben ngoai",
)  # fmt: skip

# A line that is only this closes a letter; what follows is the signature.
CLOSINGS = (
    # Vietnamese
    "tran trong", "tran trong cam on", "tran trong bao cao", "tran trong kinh chao", "tran trong kinh bao",
    "xin tran trong cam on", "xin tran trong bao cao", "rat tran trong", "tran trong thong bao", "tran trong kinh moi",
    "tran trong de nghi", "tran trong kinh trinh", "kinh thu", "kinh bao", "kinh chao", "kinh bao cao", "than ai",
    "than men", "than chao", "than",
    "xin cam on", "cam on", "xin chan thanh cam on", "chan thanh cam on", "tran trong va cam on", "xin kinh chao",
    # English
    "best regards", "kind regards", "regards", "best", "thanks", "thank you", "thanks and regards", "thanks & regards",
    "many thanks", "warm regards", "sincerely", "yours sincerely", "yours faithfully", "yours truly", "br", "cheers",
    "respectfully", "with best regards", "best wishes",
)  # fmt: skip
# Words of an answer: a line with one of them is no signature, wherever it stands.
SAID = (
    "du hop", "se du", "tham du", "toi du", "xin du", "vang", "dong y", "khong", "nhat tri", "chap thuan", "di thay",
    "du thay", "hop thay", "thay toi", "thay anh", "thay chi", "xac nhan", "co mat", "ban hop", "xin phep", "uy quyen",
    "di cong tac", "tu choi", "cu dong chi", "cu d/c", "agree", "approve", "attend", "decline", "confirm",
)  # fmt: skip
# A line that opens a letter and says nothing yet.
SALUTATIONS = ("kinh gui", "kinh thua", "thua", "gui", "chao", "dear", "hello", "hi", "to", "kg")
# After the closing these begin something said, not a signature.
POSTSCRIPTS = ("p/s", "ps", "p.s", "tb", "t/b", "tai but", "ghi chu", "luu y", "note", "nb")

# A text part that only says that there is an HTML part.
STUBS = (
    "xem ban html", "xem phien ban html", "khong ho tro html", "trinh doc thu cua ban khong ho tro",
    "html email", "html format", "html version", "html message", "view this email", "view the message",
    "this message contains html", "to view this message", "does not support html", "cannot display html",
)  # fmt: skip
