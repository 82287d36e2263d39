"""Everyday words that are no part of a name, whether typed large or small; canonical."""

NEVER_IN_NAMES: frozenset[str] = frozenset(
    # attending, sending, agreeing
    "dự tham họp đi đến tới vắng bận cử giao nhờ phân ủy để cho thay mặt đại diện đồng ý nhất trí duyệt chấp thuận kính đề nghị"
    " báo cáo xin phép mời gửi chuyển trực tiếp xác nhận đăng ký có không chưa chẳng sẽ đã đang vẫn cũng phải cần muốn được bị"
    # grammar
    " và hoặc nhưng mà nên vì do nếu thì là của tại ở từ với cùng bên thuộc theo về ra vào lên xuống qua lại rồi nhé ạ nha"
    " này đó kia ấy đây gì nào đâu ai sao bao mấy các những một hai ba bốn năm hôm nay mai sáng chiều tối ngày tuần giờ phút"
    " trước sau khi lúc trong ngoài trên dưới đều cả tất riêng còn trừ chỉ rất quá lắm thôi nữa luôn ngay như nhưng song"
    # persons and posts
    " tôi mình anh chị em cô chú bác ông bà đồng chí giám đốc phó trưởng phòng ban chánh văn sở cục chi chủ tịch thư ký"
    " chuyên viên cán bộ ủy lãnh đạo sếp người phụ trách thường trực trung tâm ubnd tỉnh thành phố huyện đơn vị cơ quan"
    # what mails say
    " công tác lý do việc bệnh ốm nằm viện bay kẹt vướng trùng lịch kịp giúp hộ giùm giữ ngồi phát biểu trình bày tiếp đoàn"
    " trân trọng cảm ơn thưa dạ vâng ok chào liên hệ đt sđt email phiên cuộc buổi hội nghị giấy lần kỳ trả lời biết hỏi"
    " chức vụ họ tên đại biểu thành phần đề án chưa làm xem chờ trễ muộn sớm online trực tuyến link"
    " oi ơi nhá hả hông vậy thế đấy đi thực hiện căn cứ nội dung nơi nhận gấp".split()
)

# Words that end a name even where they are typed with a capital.
NAME_BREAKS: frozenset[str] = frozenset(
    "phó giám sở phòng cục chủ ubnd xin đề tôi trân không sẽ và chuyên ủy tham được ngày tại theo của cho với để vì nên"
    " nhưng đi họp thay vậy nhờ rất mong cảm tỉnh hđnd bcđ ban chức sđt đt tel email".split()
)

# Pairs that begin something else than a name: 'Trung tâm', 'Chi cục', 'Lý do'.
PAIR_BREAKS: frozenset[str] = frozenset(
    {
        "trung tâm",
        "chi cục",
        "chi nhánh",
        "hội đồng",
        "hội nghị",
        "lý do",
        "báo cáo",
        "kính gửi",
        "kính đề",
        "kính mong",
        "bệnh viện",
        "văn phòng",
        "văn thư",
        "thanh tra",
        "trưởng phòng",
        "trưởng ban",
        "chánh văn",
        "chánh thanh",
        "công an",
        "công văn",
        "quân khu",
        "hội trường",
        "thời gian",
        "địa điểm",
        "số điện",
        "điện thoại",
        "đồng thời",
        "thành phần",
    }
)

# What stands before a place, so that capitals behind it are no person.
PLACE_BEFORE: frozenset[str] = frozenset(
    """ở tại đi ra về vào xã huyện phường làng thôn cầu đường khu phố tỉnh thị trấn xuống lên qua đến tới từ sân bay trường viện
    đoàn công ty lễ hội dự án tập cảng hồ núi sông biển chợ tổng nước tòa đèo trung tâm cục quốc""".split()
)

# Names of places that look like persons.
PLACES: frozenset[str] = frozenset({"hồ chí minh", "bùi thị xuân", "bình định", "quy nhơn", "hàn quốc", "trung quốc", "thái lan", "han quoc", "trung quoc", "lê hồng phong", "trần phú", "lý thường kiệt"})
