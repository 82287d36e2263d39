"""The kinds of agency that sit on a provincial committee, and who leads each (domain: titles, table 2)."""

from __future__ import annotations

import unicodedata

from mailbot.core.model import AgencyProfile

# Order matters: the first profile with a matching pattern names the kind. Patterns are prefixes of an agency's name.
PROFILES: tuple[AgencyProfile, ...] = (
    AgencyProfile("SO", "Sở", ("Giám đốc",), ("Phó Giám đốc",), ("Sở ",)),
    AgencyProfile(
        "VPUB",
        "Văn phòng UBND tỉnh",
        ("Chánh Văn phòng",),
        ("Phó Chánh Văn phòng",),
        ("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "VP UBND tỉnh"),
    ),
    AgencyProfile("TTT", "Thanh tra tỉnh", ("Chánh Thanh tra",), ("Phó Chánh Thanh tra",), ("Thanh tra tỉnh",)),
    AgencyProfile(
        "DV",
        "Báo, Đài, trường",
        ("Tổng Biên tập", "Giám đốc", "Hiệu trưởng"),
        ("Phó Tổng Biên tập", "Phó Giám đốc", "Phó Hiệu trưởng"),
        ("Báo ", "Đài ", "Trường "),
    ),
    AgencyProfile(
        "QS", "Bộ Chỉ huy", ("Chỉ huy trưởng",), ("Phó Chỉ huy trưởng", "Phó Chính ủy"), ("Bộ Chỉ huy", "Bộ CHQS")
    ),
    AgencyProfile("BAN", "Ban", ("Trưởng ban",), ("Phó Trưởng ban",), ("Ban ", "BQL ")),
    AgencyProfile("CA", "Công an tỉnh", ("Giám đốc",), ("Phó Giám đốc",), ("Công an tỉnh",)),
    AgencyProfile("UBNDT", "Lãnh đạo UBND tỉnh", ("Chủ tịch",), (), ("UBND tỉnh", "Ủy ban nhân dân tỉnh")),
    AgencyProfile("UBNDH", "UBND cấp huyện", ("Chủ tịch",), ("Phó Chủ tịch",), ("UBND ", "Ủy ban nhân dân ")),
    AgencyProfile(
        "ND_CUC", "Cục", ("Cục trưởng", "Trưởng Thuế tỉnh"), ("Phó Cục trưởng", "Phó Trưởng Thuế tỉnh"), ("Cục ",)
    ),
    AgencyProfile(
        "ND_CC",
        "Chi cục",
        ("Chi cục trưởng", "Trưởng Thuế tỉnh"),
        ("Phó Chi cục trưởng", "Phó Trưởng Thuế tỉnh"),
        ("Chi cục ", "Thuế tỉnh"),
    ),
    AgencyProfile(
        "ND_GD",
        "Cơ quan ngành dọc",
        ("Giám đốc",),
        ("Phó Giám đốc",),
        ("Bảo hiểm xã hội", "BHXH", "Kho bạc", "Ngân hàng Nhà nước", "Bưu điện", "VNPT", "Viettel"),
    ),
    AgencyProfile(
        "DT",
        "Mặt trận, đoàn thể",
        ("Chủ tịch", "Bí thư"),
        ("Phó Chủ tịch", "Phó Bí thư"),
        ("Ủy ban MTTQ", "Ủy ban Mặt trận", "Tỉnh đoàn", "Hội ", "Liên đoàn Lao động", "LĐLĐ"),
    ),
)


def kind_of(agency: str, profiles: tuple[AgencyProfile, ...] = PROFILES) -> str:
    """The kind of the agency of this name, or '' where no profile's pattern fits: then a person decides on ranks."""
    name = unicodedata.normalize("NFC", agency).casefold().strip()
    for profile in profiles:
        if any(name.startswith(unicodedata.normalize("NFC", p).casefold()) for p in profile.patterns):
            return profile.kind
    return ""
