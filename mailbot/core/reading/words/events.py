"""What follows 'to attend', and tells our meeting from another; canonical words, as regular expressions."""

# Directly behind the verb: our meeting, or nothing said.
OURS: tuple[str, ...] = (
    r"$", r"(?:được|kịp|nữa|luôn|ngay|thay|hộ|giúp|giùm|cùng|trực tiếp|trực tuyến|đầy đủ|đủ|đúng|nhé|ạ|với|và|theo|như|phiên|buổi|vào|lúc|từ|qua|online"
    r"|bình thường|nghe|nha|rồi|cho|muộn|trễ|nửa|phần|tiếp|hết|toàn|không|đâu|tại hội trường|ở hội trường|hội trường|trước|đây|đó|đấy|vậy|nhưng|thì|là|để"
    r"|ban chỉ đạo|bcđ|họp bcđ|họp ban|họp quý|họp ngày|họp phiên|họp này|họp sáng|quý|ngày|sáng|thứ|hôm|lần|kỳ|này|trên|§\w+|:|-|,|\.|\d|họp nhé|họp ạ|họp đúng"
    r"|họp đầy|họp thay|họp cùng|họp được|họp không|họp trực|họp theo|cuộc họp này|cuộc họp trên|cuộc họp ngày|họp của ban|cuộc họp của ban|một mình|đại biểu"
    r"|chung|thêm|xong|vì|do|nên|chắc|hội nghị này|hội nghị trên|hội nghị ngày|hội nghị quý|đi|đến|tới|lên|về|mà|trong|sau|ủng hộ|phát biểu|báo cáo|ghi|trình|có|cả"
    r"|chỉ đạo|tuần|hop|gì|cho đúng|bằng|với tư cách|họp tại|họp ở hội|họp với ban|cchc|tham luận|như đã|thật|thôi|suốt|toàn bộ|phiên họp|cuộc họp$|họp$|các phiên)\b",
)  # fmt: skip

# Marks of our meeting anywhere behind the verb.
OUR_MARKS = (
    r"\b(?:ban chỉ đạo|bcđ|quý iii|27|27/9\S*|phiên họp|phiên này|cuộc họp này|giấy mời|đề án 06|chuyển đổi số|cchc|cải cách hành chính|hội trường a"
    r"|họp này|buổi họp này|buổi này|kỳ này|lần này|thứ sáu|đúng thành phần)\b"
)

# Another meeting or another place.
ELSEWHERE = (
    r"\b(?:hội nghị|hội thảo|lễ|đại hội|kỷ niệm|khai mạc|bế mạc|tập huấn|lớp|diễn đàn|tọa đàm|đám|tiệc|hội chợ|giao ban|tiếp xúc cử tri|phiên tòa|hđnd|hdnd|hội đồng"
    r"|tỉnh ủy|thường vụ|thường trực tỉnh|trung ương|quốc hội|chính phủ|thủ tướng|bộ|tổng cục|hà nội|hn|đà nẵng|sài gòn|hcm|huế|nước ngoài|công tác|học|khám|viện|bệnh viện"
    r"|nhật|hàn quốc|lào|singapore|phú yên|gia lai|huyện|xã|công trường|hiện trường|cơ sở|ủy ban dân tộc|ngân hàng|kiểm tra|thanh tra|chống|phép|vắng|xa|du lịch"
    r"|sân bay|máy bay|đoàn|trường|chi bộ|đảng|ubkt|cục|quân khu|trực|giám sát|khảo sát|tiếp|xúc tiến|gấp|đột xuất|khác|roadshow|đón|làm việc|hòa giải|tòa|cuộc họp khác"
    r"|họp khác|việc|vụ|rừng|bão|lũ|hiến máu|tang|cưới|giỗ|quê|phẫu thuật|cấp cứu|với bộ|với sở|với đoàn|ở đó|bên đó|kia)\b"
)

# A noun, not a verb: 'phiên họp', 'giấy mời dự'.
NOUN_BEFORE = r"(?:phiên|cuộc|buổi|kỳ|giấy mời|mời|tài liệu|phòng|lịch|chương trình|nội dung|link|giờ|lịch trình|báo cáo|hạn|đăng ký danh sách|thư mời|bên|sau|trước|khi|lúc|vị trí|danh sách|thẻ)$"

# 'đến', 'tới' that measure time.
TIME_BEFORE = r"(?:sáu|tuần|sắp|về|tháng|\d|từ .{0,30}|liên quan|nhận|gửi|trình|cho|báo cáo|chuyển|kính|đi|ngày|thời gian|hết|nay)$"
TIME_AFTER = r"^(?: (?:nay|hết|thời điểm|ngày|giờ|chiều|sáng|tối|trưa|\d|việc|nội dung|vấn đề|văn phòng|phòng|quý|các|khi|khuya|hôm|bây|giữa|cuối|đầu|§c|mức|nơi))"
