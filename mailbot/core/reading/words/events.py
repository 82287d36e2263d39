"""What follows 'to attend', and tells our meeting from another; canonical words, as regular expressions."""

# Directly behind the verb: our meeting, or nothing said.
OURS: tuple[str, ...] = (
    r"$", r"(?:the|on|in person|at|as|with|this|meeting|personally)\b", r"(?:được|kịp|nữa|luôn|ngay|thay|hộ|giúp|giùm|cùng|trực tiếp|trực tuyến|đầy đủ|đủ|đúng|nhé|ạ|với|và|theo|như|phiên(?: họp)?(?: này| quý| của ban| của bcđ| 27| ngày| trên| sáng| thứ| toàn thể| chuyên đề| tới| sắp|$| bcđ| ban)|phiên họp|buổi(?: họp| này| sáng|$)|vào|lúc|từ|qua|online"
    r"|bình thường|nghe|nha|rồi|cho|muộn|trễ|nửa|phần|tiếp|hết|toàn|không|đâu|tại hội trường|ở hội trường|hội trường|trước|đây|đó|đấy|vậy|nhưng|thì|là|để"
    r"|ban chỉ đạo|bcđ|họp bcđ|họp ban|họp quý|họp ngày|họp phiên|họp này|họp sáng|quý|ngày|sáng|thứ|hôm|lần|kỳ|này|trên|§\w+|:|-|,|\.|\d\S*|họp nhé|họp ạ|họp đúng"
    r"|họp đầy|họp thay|họp cùng|họp được|họp không|họp trực|họp theo|cuộc họp này|cuộc họp trên|cuộc họp ngày|họp của ban|cuộc họp của ban|một mình|đại biểu"
    r"|chung|thêm|xong|vì|do|nên|chắc|hội nghị này|hội nghị trên|hội nghị ngày|hội nghị quý|đi|đến|tới|lên|về|mà|trong|sau|ủng hộ|phát biểu|báo cáo|ghi|trình|có|cả"
    r"|chỉ đạo|tuần|hop|gì|cho đúng|bằng|với tư cách|họp tại|họp ở hội|họp với ban|cchc|tham luận|như đã|thật|thôi|suốt|toàn bộ|phiên họp|cuộc họp$|họp$|các phiên)\b",
)  # fmt: skip

# Marks of our meeting anywhere behind the verb.
OUR_MARKS = (
    r"\b(?:ban chỉ đạo|bcđ|quý iii|27|27/9\S*|phiên họp|phiên này|cuộc họp này|giấy mời|hội trường a"
    r"|họp này|buổi họp này|buổi này|kỳ này|lần này|thứ sáu|đúng thành phần)\b"
)

# Of these, the ones that another meeting may share with ours: the day, an invitation.
WEAK_MARKS = r"\b(?:27|27/9\S*|giấy mời|thứ sáu|họp này)\b"

# Another meeting or another place.
ELSEWHERE = (
    r"\b(?:hội nghị|hội thảo|lễ|đại hội|kỷ niệm|khai mạc|bế mạc|tập huấn|lớp|diễn đàn|tọa đàm|đám|tiệc|hội chợ|giao ban|tiếp xúc cử tri|phiên tòa|hđnd|hdnd|hội đồng"
    r"|tỉnh ủy|thường vụ|thường trực tỉnh|trung ương|quốc hội|chính phủ|thủ tướng|bộ|tổng cục|hà nội|hn|đà nẵng|sài gòn|hcm|huế|nước ngoài|công tác|học|khám|viện|bệnh viện"
    r"|nhật|hàn quốc|lào|singapore|phú yên|gia lai|huyện|xã|công trường|hiện trường|cơ sở|ủy ban dân tộc|ngân hàng|kiểm tra|thanh tra|chống|phép|vắng|xa|du lịch"
    r"|sân bay|giải trình|chất vấn|sg|tw|nha trang|diễn tập|chấm|máy bay|đoàn|trường|chi bộ|đảng|ubkt|cục|quân khu|trực(?! tiếp| tuyến)|giám sát|khảo sát|(?<!trực )tiếp(?! thu| tục| theo| nhận)|xúc tiến|gấp|đột xuất|khác|roadshow|đón|làm việc|hòa giải|tòa|cuộc họp khác"
    r"|họp khác|việc|vụ|rừng|bão|lũ|hiến máu|tang|cưới|giỗ|quê|phẫu thuật|cấp cứu|với bộ|với sở|với đoàn|ở đó|bên đó|kia)\b"
)

# A noun, not a verb: 'phiên họp', 'giấy mời dự'.
NOUN_BEFORE = r"(?:phiên|cuộc|buổi|kỳ|giấy mời|mời|tài liệu|phòng|lịch|chương trình|nội dung|link|giờ|lịch trình|báo cáo|hạn|đăng ký danh sách|thư mời|bên|sau|trước|khi|lúc|vị trí|danh sách|thẻ)$"

# 'đến', 'tới' that measure time.
TIME_BEFORE = r"(?:sáu|tuần|sắp|về|tháng|\d|từ .{0,30}|liên quan|nhận|gửi|trình|cho|báo cáo|chuyển|kính|đi|ngày|thời gian|hết|nay)$"
TIME_AFTER = r"^(?: (?:nay|hết|thời điểm|ngày|giờ|chiều|sáng|tối|trưa|\d|việc|nội dung|vấn đề|văn phòng|phòng|quý|các|khi|khuya|hôm|bây|giữa|cuối|đầu|§c|mức|nơi))"

# Behind a verb of motion: here, to our meeting.
HERE = (
    r"^ ?(?:$|được|kịp|dự|họp|đúng giờ|sớm|trễ|muộn|chậm|hội trường|thẳng hội trường|(?:§|‡)\w+ (?:kịp|đúng|dự|họp)|nhé|ạ|đó|đây|với tỉnh|trực tiếp|sau|ubnd tỉnh|luôn"
    r"|phòng họp|trước \d|lúc \d|thay|cho trọn|nghe|một mình|tận nơi)"
)

# What may stand before a verb without a subject, so that the member himself is meant.
PLAIN_AHEAD: tuple[str, ...] = (
    r"sẽ", r"xin", r"vẫn", r"xác nhận", r"đăng ký", r"trực tiếp", r"nhất trí", r"đồng ý", r"ok", r"vâng", r"dạ", r"có", r"sở", r"cơ quan", r"đơn vị", r"chúng tôi",
    r"được", r"đã", r"cũng", r"chỉ", r"không", r"chưa", r"chẳng", r"khó", r"thể", r"kính", r"báo", r"báo cáo", r"thông báo", r"và", r"đồng chí", r"lãnh đạo", r"thì", r"hôm",
    r"đó", r"ngày", r"sáng", r"thứ", r"sáu", r"tuần", r"này", r"chấp hành", r"tuân thủ", r"giấy mời", r"theo", r"đích thân", r"sắp xếp", r"thu xếp", r"lịch", r"để", r"là",
    r"nhé", r"rồi", r"phiên họp", r"phiên", r"cuộc họp", r"lần", r"kỳ", r"buổi", r"họp", r"bố trí", r"phải", r"khẳng định", r"trả lời", r"phúc đáp", r"hồi âm", r"cả", r"đều", r"luôn",
    r"lại", r"hẹn", r"nhận lời", r"confirmed", r"chắc chắn", r"nhất định", r"cố gắng", r"có thể", r"rất", r"mong", r"muốn", r"tiếc", r"ạ", r"ừ", r"yên tâm", r"nữa", r"kịp", r"về",
    r"đến", r"tới", r"dự kiến", r"chắc", r"tạm thời", r"tạm", r"như", r"cũ", r"thường", r"đầy đủ", r"nay", r"mai", r"bận", r"quá", r"nên", r"gì", r"yes", r"will", r"đi", r"ra", r"lên",
    r"noted", r"confirm", r"&", r"and", r"received", r"well", r"thành phố", r"cục", r"ban", r"ủy ban", r"văn phòng", r"thanh tra", r"công an", r"tỉnh", r"huyện", r"bận rồi", r"xong", r"việc", r"dù", r"tốt", r"nào", r"hết", r"giờ", r"đúng", r"1",
    r"bcđ", r"ban chỉ đạo", r"tham gia", r"tôi", r"anh em", r"trân trọng", r"bên", r"đâu", r"thôi", r"can", r"cannot", r"can't", r"not", r"able", r"to", r"khỏi", r"miễn", r"đành", r"kẹt", r"mình",
)  # fmt: skip
