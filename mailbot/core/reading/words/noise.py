"""What a letter says besides its message: greetings, closings, signatures, references.  Regular expressions on canonical lines."""

# A line (or the start of one, up to its comma) that addresses somebody.
GREETINGS: tuple[str, ...] = (
    r"(?:kính|trân trọng) (?:gửi|thưa|chào|báo cáo)\b",
    r"(?:dạ )?(?:thưa|chào|dear|hi|hello|gửi)\b(?! kèm| lại| tài liệu| cho| giúp| báo cáo| trước| văn bản| công văn)",
    r"thân gửi\b",
    r"to :",
)

# A line that closes: what stands below it is the signature.
CLOSINGS: tuple[str, ...] = (
    r"trân trọng(?: (?:cảm ơn|kính chào|kính báo|báo cáo|thông báo|cám ơn|kính chúc.*))?(?: (?:đồng chí|quý .*|các đồng chí|anh|chị|anh chị|phòng|.{0,30}))?",
    r"(?:thân ái|thân mến|thân|kính thư|kính chào|kính chúc.*|kính)",
    r"(?:best |kind |warm )?(?:regards|rgds|brgds|br|thanks|thank you|many thanks|thanks and regards|sincerely|cheers)(?: .{0,20})?",
    r"(?:(?:xin |chân thành |rất )?(?:cảm|cám) ơn)(?: (?:anh|chị|em|các|đồng chí|phòng|quý|nhiều|và|trân trọng|sự|chị em|anh chị).{0,40})?",
    r"tm . .{0,60}|kt . .{0,60}|tl . .{0,60}|tuq . .{0,60}",
    r"nơi nhận :.*",
)

# A line that is part of a signature wherever it stands at the end of a mail.
SIGNATURE_LINES: tuple[str, ...] = (
    r"(?:sent from|đã gửi từ|được gửi từ|gửi từ|get outlook|tải outlook).*",
    r".*\b(?:đt|sđt|tel|điện thoại|mobile|phone|fax|email|zalo|website|hotline|di động|dđ|t|m) ?[:.]? ?[+(]?\d.*",
    r"(?:email|e - mail|web|website|địa chỉ|đc) ?: .*",
    r"https?://.*|www .*|.*@[\w.]+",
    r"(?:số )?\d{1,4} ?,? (?:đường |phố )?[a-zà-ỹ ]{4,40}, .*(?:quy nhơn|bình định).*",
    r"[-_=~* ]{2,}",
    r"(?:lưu ý|chú ý|disclaimer|khuyến cáo|thông báo bảo mật)\b.*(?:thư điện tử|email|e - mail|bảo mật|thông tin).*",
    r"(?:nếu|khi) (?:vắng mặt|không liên lạc).*liên hệ.*",
)

# At the end of a mail, a line of only these words and of names, titles and agencies is a signature.
SIGNATURE_WORDS: frozenset[str] = frozenset(
    "văn phòng thư sở bộ phận tỉnh bình định ubnd thành phố quy nhơn ban cục công an thanh tra chuyên viên kính thay mặt"
    " phòng hành chính tổng hợp tổ chức quản lý khu kinh tế và - , . ( ) / & mr ms nguyễn department of director province"
    " binh dinh vp vt trợ lý the office dân tộc bảo hiểm xã hội thuế hđnd cn cvp kiêm quốc hội đoàn đbqh".split()
)
