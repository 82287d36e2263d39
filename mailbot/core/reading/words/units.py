"""Bodies and what they are made of: what stands behind a title and says whose deputy or head that is."""

# A unit inside or under an agency: its leaders are no deputies of the agency.  Canonical words.
# True: a 'phòng' or what counts as one (văn phòng or thanh tra of a department); False: any other unit.
UNITS: dict[str, bool] = {
    "phòng": True, "văn phòng": True, "thanh tra": True, "bộ phận": True, "tổ": True,
    "chi cục": False, "trung tâm": False, "bệnh viện": False, "trường": False, "đội": False, "khoa": False,
    "hạt": False, "trạm": False, "chi nhánh": False, "quỹ": False, "bảo tàng": False, "thư viện": False, "viện": False,
    "nhà": False, "cảng": False, "vườn": False, "đoàn": False, "ban quản lý dự án": False, "công an huyện": False,
    "công an thành phố": False, "công an thị xã": False, "cơ sở": False, "đồn": False, "xí nghiệp": False,
    "tạp chí": False, "cdc": False, "khu": False, "hội": False, "ban tiếp công dân": False, "đài": False,
}  # fmt: skip

# Words with which the name of another body begins; with a name behind it that is not the member's own, it is outside.
BODIES: tuple[str, ...] = (
    "sở",
    "cục",
    "ban dân tộc",
    "ban quản lý khu kinh tế",
    "ubnd",
    "ủy ban nhân dân",
    "công an tỉnh",
    "thanh tra tỉnh",
    "văn phòng ubnd tỉnh",
    "hđnd",
    "hội đồng nhân dân",
    "tỉnh ủy",
    "huyện ủy",
    "thành ủy",
    "ban tổ chức tỉnh ủy",
    "tỉnh đoàn",
    "liên đoàn",
    "mặt trận",
    "ủy ban mttq",
    "bảo hiểm xã hội tỉnh",
    "bộ",
    "tổng cục",
    "kho bạc",
    "ngân hàng",
    "vnpt",
    "viettel",
    "bưu điện",
    "công ty",
    "đại học",
    "quân khu",
    "bộ chỉ huy",
)

# After a title: what he oversees, which does not lower his rank; alone behind 'phụ trách' it means the acting head.
OVERSEES: tuple[str, ...] = ("phụ trách", "pt", "theo dõi", "chỉ đạo", "thường trực phụ trách")
ACTING_FOR: tuple[str, ...] = ("sở", "cơ quan", "đơn vị", "điều hành", "cục", "ban", "chung")

# Words that cannot belong to the name of a unit: there it has ended.
AFTER_NAMES: frozenset[str] = frozenset(
    "dự tham sẽ đi họp thay đến tới thì nhé nha ạ cùng vì để đại trực xin là được làm có đang đã vẫn cũng không chưa"
    " mong trân kính đề nhờ cử giao phân ủy nên nhưng mà do nếu hoặc ngồi lên ra về vào phát báo nắm trình hôm ngày sáng"
    " chiều này kiêm phụ theo với bận vắng tôi mình ông bà anh chị em đồng hộ giúp giùm giữ đó kia luôn rồi cho".split()
)

# Behind an agency's name: a branch of it in a district, whose leaders are no deputies of the agency.
DISTRICTS: frozenset[str] = frozenset({"huyện", "thị", "xã", "phường", "khu", "cụm", "thành", "liên"})
