"""The small grammar of answers to an invitation: verbs, negation, doubt, condition, question.  Canonical words, as regular expressions.

In the text that these are matched against, persons stand as marks: §s the member himself, §y a bare 'anh', 'chị', 'em',
§c the Head, §0 §1 ... other persons, §r somebody named before ('anh ấy').
"""

PERSON = r"(?:§\w+)"

# -- verbs ------------------------------------------------------------------------------------------------------------

# To attend.  Of the verbs of motion only those that can mean 'to go there' by themselves.
GO: tuple[str, ...] = (
    r"tham dự họp", r"tham dự", r"tham gia họp", r"(?<!not )confirmed(?! yet)", r"tham gia dự", r"tham gia", r"dự họp", r"đi dự họp", r"đi dự", r"đi họp",
    r"đến họp", r"đến dự", r"tới dự", r"tới họp", r"về dự", r"về họp", r"lên dự", r"lên họp", r"ra dự", r"ra họp", r"vào họp",
    r"vào dự", r"sang họp", r"sang dự", r"qua họp", r"xuống họp", r"có mặt", r"góp mặt", r"hiện diện", r"dự(?! án| thảo| toán| kiến| báo| phòng| luật| trù| định)", r"họp", r"đi",
    r"đến", r"ngồi", r"lên", r"qua", r"sang", r"tới", r"vào", r"ra", r"về", r"be there", r"be present", r"make it", r"come", r"participate", r"chủ trì", r"join", r"attend", r"theo dõi phiên họp", r"có tham dự", r"tham họp",
)  # fmt: skip

# To stay away.
AWAY: tuple[str, ...] = (
    r"vắng mặt", r"vắng họp", r"vắng", r"cáo lỗi", r"cáo vắng", r"xin kiếu", r"khiếm diện", r"nghỉ họp", r"bỏ họp", r"xin nghỉ",
    r"nghỉ phiên", r"nghỉ buổi", r"cáo bận", r"xin rút(?! đề nghị| lại| việc| ý kiến| văn bản)", r"lỡ hẹn", r"xin miễn", r"cáo từ", r"lỗi hẹn", r"đành chịu", r"xin khất", r"absent", r"không góp mặt", r"nghỉ(?= nhé| ạ|$)",
)  # fmt: skip

# To send somebody; strong ones are an answer even without a verb behind the person.
SEND_STRONG: tuple[str, ...] = (
    r"cử(?! tri| nhân| chỉ| tạ| người lao)", r"phân công", r"ủy quyền", r"ủy nhiệm", r"đề cử", r"chỉ định", r"cắt cử", r"điều động", r"giới thiệu", r"giao nhiệm vụ",
    r"ủy thác",
)  # fmt: skip
SEND_WEAK: tuple[str, ...] = (
    r"để cho", r"để", r"cho phép", r"cho(?! rằng| biết| đến| đúng| rồi)", r"bố trí(?! ghế| chỗ| xe| thêm)", r"sắp xếp", r"thu xếp", r"giao(?! ban| thông| lưu| đất| dịch)", r"nhờ", r"giao cho", r"đăng ký", r"chuyển giao", r"mời", r"bảo", r"nhắn", r"kính chuyển",
    r"chuyển", r"xin cho", r"kêu", r"đưa", r"gửi",
)  # fmt: skip

# Somebody instead of somebody.
STAND = r"(?:cover|gánh|thế chân|on my behalf|on his behalf|on her behalf|in my place|instead of me|instead|thay thế|thay mặt|đại diện|thay|hộ|giúp|giùm|thế)"

# Coming along, not instead.
ALONG: tuple[str, ...] = (
    r"cùng đi", r"đi cùng", r"cùng dự", r"dự cùng", r"cùng tham dự", r"cùng tham gia", r"tháp tùng", r"đi theo", r"đi kèm",
    r"kèm theo", r"kèm", r"giúp việc", r"phục vụ", r"ghi chép", r"cùng họp", r"họp cùng", r"mang theo", r"dẫn theo", r"hỗ trợ",
    r"tham mưu", r"chuẩn bị tài liệu", r"mang tài liệu", r"lái xe", r"thêm", r"ngồi cùng", r"bổ sung thêm", r"đưa theo",
    r"trình chiếu",
)  # fmt: skip

# To be reached, not to come.
CONTACT: tuple[str, ...] = (
    r"liên hệ", r"liên lạc", r"đầu mối", r"lập phiếu", r"người lập", r"người gửi", r"người ký", r"người báo", r"số điện thoại", r"sđt", r"đt", r"di động", r"trao đổi với", r"gọi", r"phối hợp",
    r"làm việc với", r"gửi tài liệu cho", r"gửi cho", r"hỏi",
)  # fmt: skip

# Somewhere else, or not free.
BUSY: tuple[str, ...] = (
    r"bận", r"vướng", r"kẹt", r"trùng lịch", r"lịch trùng", r"trùng", r"đi công tác", r"công tác", r"đang ở", r"nghỉ phép", r"nghỉ ốm",
    r"ốm", r"bệnh", r"nằm viện", r"điều trị", r"cấp cứu", r"đi học", r"tiếp đoàn", r"tiếp công dân", r"trực chỉ huy",
    r"(?<!trực )tiếp(?! thu| tục| theo| nhận)", r"làm việc với", r"ra hà nội", r"vào tp", r"ở nước ngoài", r"đi nước ngoài", r"nghỉ mát", r"sốt", r"mổ", r"phẫu thuật",
    r"đám", r"tang", r"không sắp xếp được", r"không thu xếp được", r"không bố trí được", r"không về kịp", r"không kịp về",
    r"đã có lịch", r"có lịch", r"có việc", r"không có nhà", r"roadshow", r"mắc", r"(?<!thường )trực(?! tiếp| tuyến| thuộc)", r"dự lễ", r"dự hội nghị", r"họp với",
    r"lên bộ", r"ra bộ", r"ở công trường", r"ở hiện trường", r"bay", r"đi hà nội", r"xa nhà", r"ra quân", r"bảo vệ",
)  # fmt: skip

# Somebody who is not named.
SOMEBODY_WORDS: tuple[str, ...] = (
    r"người(?! dân)", r"cán bộ", r"đại diện", r"cấp phó", r"ai", r"một đồng chí", r"đồng chí khác", r"một phó", r"phó", r"lãnh đạo", r"nhân sự",
    r"công chức", r"anh em", r"mấy đứa",
)  # fmt: skip

# What opens a list of who comes.
LIST_WORDS: tuple[str, ...] = (
    r"người", r"cán bộ", r"đại biểu", r"đại diện", r"thành phần", r"danh sách", r"họ và tên", r"họ tên", r"họ & tên", r"lãnh đạo", r"thay mặt",
    r"dự thay", r"dự họp", r"tham dự", r"cử", r"phân công", r"đăng ký", r"dự", r"họp thay", r"tên", r"đi thay", r"xác nhận",
)  # fmt: skip

# A person behind one of these is not who does what the next verb says.
NOT_SUBJECT_BEHIND: tuple[str, ...] = (
    r"thay(?: thế| mặt)?(?: cho)?", r"đại diện(?: cho)?", r"hộ", r"báo cáo", r"báo", r"trình", r"xin phép", r"ý kiến", r"của", r"với", r"gửi", r"kính",
    r"theo", r"thưa", r"tháp tùng", r"cùng", r"cảm ơn", r"xin ý kiến", r"hỏi", r"theo chỉ đạo", r"thông qua", r"mong", r"trên",
    r"giúp", r"giùm", r"tên", r"thư ký", r"gặp",
)  # fmt: skip

# Constructions whose words mean something else one by one: pattern, the person comes, instead of the member
# (those only behind 'mà' or 'thì').
SET_PHRASES: tuple[tuple[str, bool, bool], ...] = (
    (r"(?:không ai|chẳng ai|không có ai) .{0,20}ngoài (§s|§y)", True, False),
    (r"ngoài (§s|§y)(?: ra)? (?:còn|thì còn|có)", True, False),
    (r"ngoài (§s|§y)(?: ra)?$", True, False),
    (r"(?:ghi|điền|để|thêm|cho) tên (§s|§y)(?! ra)", True, False),
    (r"chỉ (?:có )?(§s|§y) (?:dự|đi|tham dự)", True, False),
    (r"người (?:dự|đi|họp)(?: thay| họp)* §s(?: là| :) (§\d+)", True, True),
    (r"người (?:dự|đi|họp)(?: thay| họp)*(?: là| :)? (§\d+)", True, True),
    (r"^(?:là |mà là )(§\d+)", True, True),
    (r"^(?:thì )?có (§\d+)$", True, True),
)

# -- what is done to a verb -------------------------------------------------------------------------------------------

NEGATORS = (
    r"(?:không thể nào|không thể|không phải là|không phải|không còn|không hề|không bao giờ|không có lý do gì để|đời nào|dễ gì|làm gì có chuyện|không|chưa thể|chưa"
    r"|(?:xin )?rút (?:lại )?(?:việc|đề nghị|ý kiến|sự)|rút lại|thôi việc|hủy việc|hủy|chẳng|chả|đâu có|đâu|khỏi phải|khỏi|khó có thể|khó mà|khó lòng|khó|đừng|chớ|thôi không|cannot|can't|can not|not|won't|unable to)"
)
# Behind the verb: 'dự không được', 'đi không kịp'.
POST_NEGATION = r"(?:không (?:được|nổi|kịp|xong|thành|có được|thể)|chẳng (?:được|kịp)|chưa (?:được|kịp))"

# 'không' that negates nothing of the answer.
NO_NEGATION: tuple[str, ...] = (
    r"không những", r"không chỉ", r"không có gì thay đổi", r"không thay đổi", r"không biết", r"không vấn đề gì", r"không sao",
    r"không có gì trở ngại", r"không trở ngại", r"không vướng", r"không bận", r"không đổi", r"bất khả kháng", r"không dám",
    r"không quên", r"không quản", r"không giấy tờ",
)  # fmt: skip

# Not certain.
MAYBE: tuple[str, ...] = (
    r"cố gắng", r"gắng", r"có thể", r"có lẽ", r"dự kiến", r"chắc là", r"chắc", r"chưa chắc", r"không chắc", r"chưa biết", r"tạm thời",
    r"tạm", r"hy vọng", r"hi vọng", r"rất mong được", r"mong được", r"mong muốn được", r"mong muốn", r"rất muốn", r"muốn",
    r"khả năng", r"tính phương án", r"phương án", r"định (?=đi|dự|cử|nhờ|cho|để|là|sẽ|tham|không)", r"tính (?=đi|dự|cử|nhờ|cho|để|là|sẽ|tự|không)", r"đang xem", r"cân nhắc", r"nói hay là", r"hay là", r"khuyên", r"góp ý", r"xem xét", r"phấn đấu", r"chưa rõ", r"không rõ", r"e rằng", r"e là",
    r"sợ là", r"sợ", r"hình như", r"nghe nói", r"chưa khẳng định", r"có khi", r"may ra", r"biết đâu", r"thử", r"nhiều khả năng",
    r"dự định", r"hên xui", r"maybe", r"probably", r"try to", r"để xem", r"xem lại", r"đang chờ", r"chờ", r"tùy",
)  # fmt: skip
CERTAIN = r"(?:chắc chắn|nhất định|khẳng định|bảo đảm|đảm bảo)"

# Only under a condition; and the conditions that are politeness.
CONDITION = (
    r"^(?:(?:còn |mà |và |nhưng )?(?:nếu|nếu như|giá|trường hợp(?! số| \d| thứ| của| này| sở)|trong trường hợp|khi nào|miễn là|phòng khi|lỡ|nhỡ"
    r"|chỉ khi|với điều kiện|giả sử|bao giờ|lúc nào|if|trừ khi)\b)"
)
SOFT_CONDITION: tuple[str, ...] = (
    r"không có gì thay đổi", r"không thay đổi", r"được .{0,60}(?:đồng ý|chấp thuận|cho phép|nhất trí)", r"không có gì (?:trở ngại|đột xuất)",
    r"có thể được", r"được$", r"cần$", r"cần thiết", r"cần thêm", r"có gì", r"có thể$", r"không phiền", r"có thay đổi", r"đồng ý",
    r".{0,40}(?:đồng ý|chấp thuận|cho phép)$", r"có vấn đề", r"có yêu cầu", r"chưa nhận được", r"không có ý kiến khác", r"tiện",
)  # fmt: skip

# -- sentences --------------------------------------------------------------------------------------------------------

QUESTION_WORDS: tuple[str, ...] = (
    r"mấy giờ", r"ở đâu", r"khi nào", r"bao giờ", r"bao lâu", r"như thế nào", r"thế nào", r"là ai", r"ai chủ trì", r"vì sao", r"tại sao",
    r"cho hỏi", r"cho tôi hỏi", r"xin hỏi", r"hỏi thêm", r"hỏi", r"có phải", r"có cần", r"có được .{0,60}không", r"phòng nào", r"mấy phút",
    r"ngày nào", r"đồng chí nào", r"đâu", r"những ai", r"có bắt buộc", r"hay là", r"bao nhiêu", r"gì", r"where", r"when", r"what time",
    r"buổi nào", r"tầng mấy", r"hội trường nào", r"mấy", r"sao", r"cần .{0,40} không", r"có .{0,60} (?:không|chưa)$",
)  # fmt: skip

# A wish for papers, a place, a link: asks for something, says nothing of attending.
ASKS_FOR: tuple[str, ...] = (
    r"(?:cho|nhờ|đề nghị|mong|kính đề nghị|gửi giúp|cung cấp|bổ sung|xin(?! gửi))\b.{0,60}\b(?:tài liệu|link|đường dẫn|chương trình|dự thảo"
    r"|báo cáo|giấy mời|địa chỉ|sơ đồ|file|slide|danh sách|mật khẩu|thành phần|bản mềm|nội dung|kế hoạch|biểu mẫu|đề cương|thời gian)",
    r"(?:đề nghị|xin|mong).{0,20}(?:thay đổi|dời|lùi|chuyển) (?:thời gian|lịch|giờ|ngày|địa điểm)",
    r"không (?:mở|tải|xem|đọc) được", r"chưa nhận được (?:giấy mời|tài liệu|chương trình|dự thảo|link|file)", r"cho biết", r"xác nhận giúp",
)  # fmt: skip

# Says only that the letter came.
RECEIPT: tuple[str, ...] = (
    r"(?:đã |tôi đã |sở đã |em đã )?nhận(?: được)?(?: (?:giấy mời|thư|email|mail|thông tin|rồi|nhé|ạ|thông báo|văn bản))*", r"đã rõ", r"rõ",
    r"vâng(?: ạ)?", r"dạ(?: vâng)?(?: ạ)?", r"ok(?: em| anh| nhé| chị| ạ)*", r"noted(?: with thanks)?", r"received", r"ừ", r"được", r"biết rồi",
    r"đã xem", r"nhất trí", r"ghi nhận", r"không vấn đề gì", r"không có gì trở ngại", r"yes", r"đồng ý", r"tuân lệnh",
)  # fmt: skip

# Undecided: the answer will come later.
LATER: tuple[str, ...] = (
    r"báo (?:lại )?sau", r"trả lời sau", r"(?:sẽ|để|rồi) .{0,30}(?:báo|trả lời|phản hồi|thông tin|xác nhận|gửi|đăng ký) (?:lại|sau)", r"sẽ (?:báo|trả lời|phản hồi|xác nhận)",
    r"chưa (?:biết|chắc|rõ|quyết|chốt|xác định|thể|sắp xếp|khẳng định|bố trí|có lịch|thống nhất)", r"để (?:§\w+ )?(?:xem|kiểm tra|coi|tính|sắp xếp|hỏi)",
    r"chờ (?:lịch|ý kiến|chỉ đạo|tỉnh|kết luận|xem|bộ|xác nhận)", r"tùy (?:tình hình|theo|lịch|thời tiết)", r"xem (?:lịch|lại lịch|đã)", r"cố gắng",
    r"chưa (?:trả lời|xác nhận|đăng ký)", r"đang (?:xem|chờ|cân nhắc|kiểm tra|xin ý kiến)", r"không rõ có", r"chưa thể", r"khó nói", r"hên xui",
)  # fmt: skip

# Of these, the ones that leave the answer open whatever else is said.
STILL_OPEN: tuple[str, ...] = (
    r"(?:đang |còn )?chờ (?:lịch|ý kiến(?! (?:của )?(?:§c|chủ tịch|trưởng ban))|chỉ đạo|kết luận|§\w+ (?:quyết|chốt|cho ý kiến|về|chỉ đạo))", r"chưa (?:biết|chắc|rõ|quyết|chốt|xác định|khẳng định|ngã ngũ)(?! (?:giờ|địa điểm|thời gian|ai chủ trì|nội dung))",
    r"để (?:§\w+ )?(?:xem lịch|kiểm tra lịch|coi lịch|hỏi lại|tính lại)", r"tùy (?:tình hình|lịch|thời tiết)", r"hên xui", r"năm mươi năm mươi", r"50 ?/ ?50",
)  # fmt: skip

# Takes something said before back; what follows counts.
RETRACTION: tuple[str, ...] = (
    r"đính chính", r"xin rút", r"xin báo lại", r"báo lại", r"điều chỉnh", r"rút lại", r"thay đổi", r"hủy", r"bỏ qua", r"xin lỗi .{0,20}nhầm", r"gửi nhầm", r"nhầm",
)  # fmt: skip

# What was said or planned before, and no longer holds once something else is said.
PAST: tuple[str, ...] = (
    r"hôm trước", r"hôm qua", r"hôm kia", r"trước đó", r"trước đây", r"lúc đầu", r"ban đầu", r"thư trước", r"thư chiều qua", r"tuần trước",
    r"hôm thứ \w+", r"sáng nay (?:tôi )?(?:có )?báo", r"chiều qua", r"đã báo", r"có báo", r"đã đăng ký", r"đã xác nhận", r"đã cử", r"dự định",
    r"từng", r"định (?:là )?(?:tự )?đi", r"tính (?:tự )?đi", r"tối qua", r"hồi sáng", r"trước tôi", r"lẽ ra", r"đáng lẽ", r"(?:mấy |các |những )?(?:kỳ|lần|phiên|quý|buổi) trước", r"mọi (?:khi|lần|năm|kỳ)", r"năm (?:ngoái|trước)", r"ngày \d+/\d+\S* .{0,40}(?:có|đã)(?= )", r"thư gửi", r"có thư", r"có (?:đề nghị|công văn|văn bản)", r"có đăng ký",
    r"xưa nay", r"xưa giờ", r"(?:nội dung|thông tin|danh sách|người) cũ", r"(?:phiên|kỳ|quý|lần|buổi)(?: họp)? (?:sau|tiếp theo|iv)", r"quý iv", r"đến giờ", r"lâu nay", r"kế hoạch cũ",
    r"tại (?:văn bản|công văn|thư) (?:số|trước)", r"thay cho (?:văn bản|công văn|thư)", r"lần trước", r"mới báo", r"vừa báo",
)  # fmt: skip

# Keeps what was said before.
AS_BEFORE: tuple[str, ...] = (
    r"như đã báo",
    r"như đã đăng ký",
    r"như cũ",
    r"giữ nguyên",
    r"như đã xác nhận",
    r"như thư trước",
)

# The rule, repeated.
RULE: tuple[str, ...] = (
    r"quy định", r"quy chế", r"giấy mời (?:nêu|ghi|quy định|yêu cầu|nói)", r"theo giấy mời (?:thì )?chỉ", r"biết (?:là|rằng|quy)", r"nguyên tắc",
    r"không được cử", r"mới được dự", r"lãnh đạo cấp phòng", r"coi như", r"được biết",
)  # fmt: skip

# The member says that the Head has agreed already.
CLAIM = (
    r"(?:đã|được).{0,60}(?:§c|chủ tịch|trưởng ban|sếp).{0,30}(?:đồng ý|chấp thuận|cho phép|nhất trí|duyệt)"
    r"|(?:§c|chủ tịch|trưởng ban).{0,30}(?:đã|vừa) (?:đồng ý|chấp thuận|cho phép|nhất trí|duyệt)|đã xin phép|đã (?:trực tiếp )?báo cáo"
    r"|theo (?:chỉ đạo|ý kiến) (?:của )?(?:đồng chí )?(?:§c|chủ tịch)"
)

# The content stands in an attachment.
ATTACHED: tuple[str, ...] = (
    r"xem (?:văn bản|file|tệp|công văn|công văn)?.{0,20}đính kèm", r"(?:gửi|có) (?:kèm|đính kèm).{0,30}(?:công văn|văn bản|file|phiếu|báo cáo|danh sách)",
    r"(?:văn bản|công văn|phiếu|file) (?:đính kèm|kèm theo)", r"theo (?:văn bản|công văn|file) (?:đính kèm|kèm)", r"đính kèm",
)  # fmt: skip

# How the member attends.
LATE = r"(?:đến|vào|tới|lên|dự|họp|có mặt|xin phép|sẽ|xin) .{0,30}?(?:muộn|trễ|chậm)|(?:muộn|trễ|chậm) (?:khoảng |chừng |tầm )?\d+|trễ một chút|vắng nửa đầu|vào họp từ"
EARLY = r"về (?:sớm|trước)|(?:rời|xin về|ra về) .{0,20}(?:sớm|trước|lúc)"
ONLINE = r"trực tuyến|online|zoom|cầu truyền hình|điểm cầu|qua mạng|teams|google meet"
PARTIAL = (
    r"chỉ (?:dự|họp|tham dự) được|dự phần|dự nửa|một phần|nửa buổi|phần đầu|phần sau|không dự phiên chuyên đề|dự đến \d"
)
