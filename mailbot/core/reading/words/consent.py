"""The Head's words on a request: consent, refusal, and what is neither.  Canonical words, as regular expressions."""

# Consent.  'được' and 'ok' count only where they are the answer, not part of 'được không', 'nhận được'.
AGREE: tuple[str, ...] = (
    r"đồng ý", r"đồng thuận", r"nhất trí", r"thống nhất", r"chấp thuận", r"chấp nhận", r"phê duyệt", r"giải quyết cho", r"giải quyết", r"duyệt", r"tán thành", r"cho phép",
    r"cho (?:§\w+ )?(?:đi|dự|họp|tham dự) thay", r"cho (?:§\w+ )?(?:đi|dự|họp)", r"thôi được", r"được rồi", r"được", r"ok", r"yes", r"agreed", r"approved", r"ừ",
    r"để (?:§\w+ )(?:đi|dự|họp)(?: thay)?", r"chuẩn y", r"y", r"go ahead", r"fine", r"vâng", r"cho đi", r"cho",
)  # fmt: skip

# Refusal in one word.
REJECT: tuple[str, ...] = (
    r"bác", r"từ chối", r"phản đối", r"reject(?:ed)?", r"not approved", r"not agreed?", r"disagree", r"no", r"trả lại", r"bãi bỏ", r"dẹp",
    r"rút lại (?:ý kiến |sự |việc )?(?:đồng ý|chấp thuận|cho phép)?", r"thu hồi", r"hủy (?:ý kiến )?(?:đồng ý|chấp thuận)?",
)  # fmt: skip

# The order that the member comes himself: a refusal without a 'no'.
ORDER: tuple[str, ...] = (
    r"(?:yêu cầu|đề nghị|phải|cần|bắt buộc|nhắc|bảo|nói|mong|nhất thiết|kêu|gọi) .{0,50}?(?:trực tiếp|đích thân|tự|phải|thu xếp|sắp xếp|bố trí|có mặt|tham dự|dự(?! thảo| án| toán| kiến| báo)|đi họp|về họp|đi|họp)(?: họp| dự| đi| về)*",
    r"(?:trực tiếp|đích thân) (?:dự|đi|họp|tham dự|về|báo cáo|phải)", r"phải (?:trực tiếp |đích thân |có mặt |về |tự )?(?:dự|đi|họp|tham dự|có mặt|về)", r"về (?:dự )?họp", r"không được (?:vắng|cử|thay|ủy quyền)",
    r"§\w+ (?:trực tiếp |tự |phải )+(?:dự|đi|họp|tham dự)", r"bỏ việc", r"(?:đi|dự|có mặt|họp) (?:hết|đủ|cả)", r"không có ngoại lệ", r"(?:hoãn|lùi|dời|gác) (?:việc|chuyến|lịch)",
)  # fmt: skip

# Neither yes nor no.
WEAK: tuple[str, ...] = (
    r"cũng được", r"tùy", r"về chủ trương", r"về nguyên tắc", r"nguyên tắc", r"không có ý kiến", r"không phản đối",
    r"thế nào cũng được", r"sao cũng được", r"tạm", r"chắc là", r"có lẽ", r"không ý kiến", r"hình như", r"hạn chế", r"cân nhắc", r"có thể",
)  # fmt: skip
# No decision where nothing else is said; harmless beside one.
ACKNOWLEDGES: tuple[str, ...] = (r"đã xem", r"biết rồi", r"ghi nhận", r"đã nhận", r"đã đọc")
DEFER: tuple[str, ...] = (
    r"để (?:§\w+ )?(?:xem|nghĩ|tính|hỏi|trao đổi|coi|cân nhắc|suy nghĩ)", r"xem lại", r"xem xét lại", r"trao đổi", r"báo cáo (?:rõ|thêm|lại|cụ thể)", r"giải trình", r"làm rõ", r"gọi (?:cho|điện|lại)",
    r"gặp", r"tham mưu", r"chờ", r"chưa (?:quyết|trả lời|vội|duyệt|đồng ý|nhất trí|cho ý kiến|chấp thuận|được|có ý kiến)", r"cho ý kiến", r"xử lý", r"sẽ (?:trả lời|quyết|cho ý kiến|xem)", r"rồi (?:quyết|tính|trả lời)", r"trả lời sau", r"nêu rõ", r"lý do gì", r"hỏi (?:lại|thêm)", r"xem (?:đã|sau)", r"bàn (?:lại|thêm)",
)  # fmt: skip

# A word that keeps the decision open even behind a consent.
DEFERS_STILL: tuple[str, ...] = (r"để (?:§\w+ )?(?:xem|nghĩ|tính|hỏi|coi|cân nhắc)", r"chờ", r"chưa", r"xem lại", r"rồi quyết")

# About another time: a remark, no verdict.
FUTURE: tuple[str, ...] = (
    r"lần sau", r"lần tới", r"từ (?:lần |kỳ |phiên )?sau", r"các (?:lần|phiên|kỳ) sau", r"(?:kỳ|quý|tháng|năm) (?:sau|tới)", r"về sau", r"sau này", r"phiên sau", r"phiên tới",
    r"từ nay", r"rút kinh nghiệm",
)  # fmt: skip

# Only if: the consent hangs on something that is still open.
ONLY_IF = r"(?:nếu|với điều kiện|miễn là|trừ khi|chỉ khi|sau khi có|khi có|khi nào|phải là|phải có(?! mặt)|nhưng phải (?:là|có(?! mặt))|nhưng cần|chỉ đồng ý|yêu cầu (?:có|bổ sung|giải trình))"
OTHER_PERSON = r"(?:phải là|phải cử|chỉ (?:cử|cho|để|đồng ý(?: cho)?)|đổi (?:sang|thành|lại)?|thay bằng|chuyển sang|với điều kiện là) (?:cử |là |để |sang |thành )?(?P<who>§\d+)"

# Consent to an absence is no consent to a substitute.
ABSENCE = r"(?:cho|đồng ý)(?: cho)?(?: §\w+)? (?:được )?(?:vắng|nghỉ|không dự|không họp|không tham dự)"

# All, the rest, except.
ALL = r"(?:tất cả|toàn bộ|hết|cả (?:danh sách|hai|ba|bốn|năm|sáu|bảy|tám|\d+)|cả|mọi trường hợp|các trường hợp(?: trên| này)?|all|các (?:đề nghị|đồng chí|sở|đơn vị)(?: trên| này)?|chung|như (?:danh sách|đề nghị|trên))"
REST = r"(?:còn lại|các trường hợp khác|những trường hợp khác|trường hợp khác|các đồng chí khác|các sở khác|các đơn vị khác|số còn lại|khác|kia|mấy (?:đồng chí|sở|trường hợp|đơn vị) kia|others?|the rest)"
EXCEPT = r"(?:trừ|ngoại trừ|ngoài|except|không kể|không tính)"
COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
NUMBER_BEFORE = r"(?:mục|số|điểm|trường hợp|thứ|ý|câu|stt|phần|dòng|item|no|tt)"
NOT_AN_ITEM = r"(?:giờ|ngày|tháng|quý|lúc|đề án|tổ|phiên|lần|khoảng|giờ|năm|thông báo|công văn|nghị quyết|quyết định|phó|tuần|tầng|kế hoạch|q)"
