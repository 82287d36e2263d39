"""What joins clauses, calls people, or is said by the way; canonical words."""

# A new clause begins behind these.
LINKS: tuple[str, ...] = (
    ",", "(", ")", "nhưng mà", "nhưng", "song", "tuy nhiên", "tuy vậy", "tuy", "mặc dù", "mặc dầu", "dù", "mà", "chứ", "nên", "cho nên",
    "vì vậy", "vì thế", "do đó", "do vậy", "bởi vậy", "thành ra", "thế nên", "vì", "do", "bởi vì", "bởi", "tại vì", "lý do", "nếu như", "nếu", "thì",
    "còn", "riêng", "đồng thời", "để", "khi", "sau khi", "trước khi", "trong khi", "và", "khi nào",
    "lỡ", "nhỡ", "giả sử", "phòng khi", "miễn là", "thôi thì", "thôi", "hiện nay", "nay", "nhân tiện", "ngoài ra", "đến nay", "but", "because",
    "so that", "tóm lại", "vả lại", "hơn nữa", "bù lại", "thay vào đó", "cũng như", "theo đó",
)  # fmt: skip

# Of these, the ones that open a reason.
BECAUSE: frozenset[str] = frozenset({"vì", "do", "bởi vì", "bởi", "tại vì", "lý do", "because"})

# After these the later clause wins over the earlier.
CONTRAST: frozenset[str] = frozenset(
    {
        "nhưng mà",
        "nhưng",
        "song",
        "tuy nhiên",
        "tuy vậy",
        "mà",
        "chứ",
        "nay",
        "hiện nay",
        "đến nay",
        "but",
        "thôi",
        "thôi thì",
        "thay vào đó",
    }
)

# A bare 'em', 'anh' before one of these is called, not spoken of.
VOCATIVES: frozenset[str] = frozenset({"ơi", "à", "ạ", "oi", "nhé", "nha", "ơi,"})

# Questions that want no answer.
RHETORICAL = r"chẳng lẽ|lẽ nào|\bthì ai (?:dự|đi|họp|làm)\b|\b(?:ai|sao) mà\b"
