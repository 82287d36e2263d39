"""What decides between the meanings of a short form, and the words that Telex slips are checked against."""

# After these, 'đc' is 'được'; folded.
BEFORE_GIVES_CAN: frozenset[str] = frozenset(
    "khong di du hop lam the nhan bao xep kip chac phep biet cung duoc thay mat ra ve len phai muon tham gia bo tri"
    " deu van thi tot de nhe mo gui k ko kg".split()
)

# Before these (first word of what follows), 'đc' is 'đồng chí'; folded.
AFTER_GIVES_COMRADE: frozenset[str] = frozenset(
    "giam pho chu truong chanh bi cuc chi chuyen can thu nguyen tran le pham hoang huynh phan vo dang bui do ho ngo duong"
    " dinh lam phung cao luong thai trinh truong doan dao tuan hung dung minh son hai lan hanh khiem hoa nga thang phuc".split()
)

# 'a', 'e', 'c' as a capital stand for anh, em, chị only before a name or one of these; canonical or folded.
VERBS_AFTER_PRONOUN: frozenset[str] = frozenset(
    "dự đi họp sẽ không bận vắng có xin phải đang cử vẫn nhờ giao được đã cũng du di hop se khong ban vang co phai ra ở"
    " tham ko k kg".split()
)

# After these a single capital letter is the name of a place or part: 'Hội trường A', 'khu C'.
NO_BEFORE: frozenset[str] = frozenset("trường phòng khu nhóm điểm mẫu khối tổ nhà tầng văn thị truong phong".split())

# First words of cities, after 'TP'.
CITIES: frozenset[str] = frozenset(
    "quy hồ hcm đà huế hà nha cần vinh pleiku tuy hải ho da hue ha quảng kon buôn".split()
)

# Words that a slip of Telex typing is taken for: 'dwj' is 'dự', 'khoong' is 'không'.
TELEX_WORDS: frozenset[str] = frozenset(
    "dự tham họp vắng mặt không được đồng ý cử phân công thay sẽ tôi đi đồng chí phó giám đốc bận xin phép nhất trí duyệt"
    " chấp thuận thống nhất ủy quyền giao nhờ có trực tiếp vì lý do công tác kính gửi cảm ơn trường hợp mục còn lại trừ"
    " cuộc phiên này nhé nếu nhưng chưa thể đúng giờ trưởng phòng chuyên viên đến muộn vẫn tất cả anh chị mình".split()
)
