"""What names are made of: surnames, given names, and what people are called by."""

# Surnames of the Kinh and of the peoples of the Central Highlands and coast; folded.
SURNAMES: frozenset[str] = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh lam phung mai"
    " to ha cao luong thai chau ta tang quach la luu ton kieu nghiem dam dong mac tong thach chu kim lu ninh hua au ong"
    " cu cung han khuc khuong lai lo loi luc ma mau nong ong phi quan sam son tieu trieu tu ung uong van viem vi xa y khong"
    " dieu a ksor siu rcom rmah kpa hlong nay ayun puih che doanh giap than bach banh bang cam canh can che chung cong co dien".split()
)

# Surnames by which even a name typed small without a title is known; with and without accents.
COMMON_SURNAMES: frozenset[str] = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh võ đặng bùi đỗ ngô đinh nguyen tran pham huynh dang bui ngo trịnh trương".split()
)

# Given names that are written small by people in a hurry; folded.  Those that are also everyday words are left out.
GIVEN: frozenset[str] = frozenset(
    "tuan hung dung khiem hanh khanh huong phuong phuoc phuc thang thanh thao thuy thuong toan trang tri trinh trung tuyen"
    " tuyet vinh vy quyen quynh nga ngan nghia ngoc nhan nhi nhung oanh loan long luan linh lien khoa khoi kien lam hoa hoai"
    " hoan hien hieu huan huyen hai ha duc duong duy diem diep dat dao danh cuong cuc chien chau chi binh bao bac anh an vu"
    " viet van uyen tung tu truc tien tinh thuan tho thinh thien tam tan tai tien son sang quy quoc quang phong phat nguyet"
    " nam my minh man luong loi loc lan kha hue hoang hong hau giang du duyet dong cu cong canh bich".split()
)

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
    "sếp",
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
