"""What names are made of: surnames, given names, and what people are called by."""

# Surnames of the Kinh and of the peoples of the Central Highlands and coast; folded.
SURNAMES: frozenset[str] = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh lam phung mai"
    " to ha cao luong thai chau ta tang quach la luu ton kieu nghiem dam  mac tong thach chu kim lu ninh hua au ong"
    " cu cung han khuc khuong lai lo loi luc ma mau nong ong phi quan sam son tieu trieu tu ung uong van viem vi   "
    " dieu  ksor siu rcom rmah kpa hlong  ayun puih  doanh giap than bach banh bang cam canh    cong  ".split()
)

# Surnames by which even a name typed small without a title is known; with and without accents.
COMMON_SURNAMES: frozenset[str] = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh võ đặng bùi đỗ ngô đinh nguyen tran pham huynh dang bui ngo trịnh trương".split()
)

# Given names that people in a hurry type small.  Those that are also everyday words are left out.
GIVEN: frozenset[str] = frozenset(
    """
    tuấn hùng dũng khiêm hạnh khánh hương phương phước phúc thắng thanh thành thảo thủy thương toàn trang trí trinh trung tuyến
    tuyết vinh vỹ quyền quyên quỳnh nga ngân nghĩa ngọc nhàn nhân nhi nhung oanh loan long luân linh liên khoa khôi kiên lâm hoa
    hoài hoàn hiền hiếu huân huyền hải hà đức dương duy diễm điệp đạt đào danh cường cúc chiến châu chi bình bảo bắc việt vân
    uyên tùng tú trực tiến thuận thọ thịnh thiện tâm tân tài sơn sang quý quốc quang phong phát nguyệt nam mỹ minh mẫn
    lượng lợi lộc lân kha huệ hoàng hồng hậu giang cương chung cảnh bích ánh ái yến xuân hòa kim khang lực nghị nhật phú quân
    sinh thái thắm thu thùy tịnh trường tường vũ vượng hưng hiệp hoạt khải kỳ lam lan liễu luyến mạnh năm ngà ngữ nguyên nhã
    """.split()
)

# Of these, the ones that are verbs or adverbs too: names only before one of BEHIND_NAMES.
GIVEN_OR_VERB: frozenset[str] = frozenset(
    "bảo trực sang toàn thành đạt phát chung năm mạnh thái nghị hoàn danh sinh phong trang thu thanh lực hoạt thành an".split()
)
BEHIND_NAMES: tuple[str, ...] = ("sẽ", "đi", "dự", "họp", "thay", "phó", "trưởng", "tham", "-", ",", "chánh", "chi cục", "bên")

# Middle names.
MIDDLE: frozenset[str] = frozenset("văn thị hữu đức ngọc quốc minh xuân công đình van thi huu duc ngoc quoc cong dinh".split())

# What stands before a name or replaces it.  Canonical words.
HONORIFICS: tuple[str, ...] = (
    "đồng chí",
    "các đồng chí",
    "ông",
    "bà",
    "anh",
    "chị",
    "em",
    "cô",
    "chú",
    "bác",
    "thầy",
    "cậu",
    "dì",
    "cháu",
    "mr",
    "ms",
    "mrs",
    "mr.",
    "ms.",
    "mrs.",
    "bạn",
    "cụ",
)

# Degrees and force ranks, which stand before names too and say nothing of a post.
DECORATIONS: tuple[str, ...] = (
    "tiến sĩ",
    "tiến sỹ",
    "thạc sĩ",
    "thạc sỹ",
    "bác sĩ",
    "bác sỹ",
    "kỹ sư",
    "cử nhân",
    "luật sư",
    "nhà giáo ưu tú",
    "thầy thuốc ưu tú",
    "phó giáo sư",
    "giáo sư",
    "ts",
    "ths",
    "bs",
    "bscki",
    "bsckii",
    "bs.ckii",
    "bs.cki",
    "ckii",
    "cki",
    "pgs",
    "gs",
    "ks",
    "cn",
    "dsckii",
    "thượng tá",
    "trung tá",
    "thiếu tá",
    "đại tá",
    "thiếu tướng",
    "trung tướng",
    "thượng úy",
    "trung úy",
    "thiếu úy",
    "đại úy",
    "thượng tướng",
    "đ/tá",
    "th/tá",
    "tr/tá",
)

# Pronouns by which a writer means himself; 'anh', 'chị' from a senior, 'em', 'cháu' from a junior.
SELF_PRONOUNS: tuple[str, ...] = (
    "tôi",
    "mình",
    "anh",
    "chị",
    "em",
    "cô",
    "chú",
    "bác",
    "cá nhân tôi",
    "bản thân tôi",
    "tớ",
    "bản thân",
    "cháu",
    "cậu",
)

# Somebody who was named before.
ANAPHORS: tuple[str, ...] = (
    "anh ấy",
    "chị ấy",
    "đồng chí ấy",
    "đồng chí này",
    "em ấy",
    "ông ấy",
    "bà ấy",
    "cô ấy",
    "chú ấy",
    "bác ấy",
    "anh này",
    "chị này",
    "em này",
    "ông này",
    "đồng chí đó",
    "người này",
    "người đó",
)
