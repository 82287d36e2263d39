"""When the second reader objects: the grammar settled alone on what the learnt weights find most unlikely."""

from __future__ import annotations

from mailbot.core.model import Intent, Mail, Reading, Source
from mailbot.core.reading.second.features import features
from mailbot.core.reading.second.weights import table

# Less likely than this: a person looks.  Measured leaving one batch out (tools/train_second_reader.py --measure): it
# sends about 4 % of the right firm readings to a person.
FLOOR = 0.25
FEWEST = 4  # words: shorter answers mean what our letter asked ('Đồng ý', 'Có ạ'), which examples cannot teach

# Which table judges an intent. MIXED is left to the grammar: it rests on numbers and names, which say nothing here.
_TABLES = {
    Intent.ATTEND: "member",
    Intent.ABSENT: "member",
    Intent.DELEGATE: "member",
    Intent.APPROVE: "head",
    Intent.REFUSE: "head",
}
_PLAIN = {
    Intent.ATTEND: "dự họp",
    Intent.ABSENT: "vắng mặt",
    Intent.DELEGATE: "cử người dự thay",
    Intent.QUESTION: "hỏi thông tin",
    Intent.UNCLEAR: "chưa trả lời rõ",
    Intent.APPROVE: "đồng ý",
    Intent.REFUSE: "không đồng ý",
    Intent.MIXED: "đồng ý một phần",
}


def objection(mail: Mail, reading: Reading) -> str:
    """Why `reading` should be looked at by a person: one Vietnamese sentence; '' where nothing speaks against it.

    Only readings on which the grammar would act alone are judged, and only those of a person's own words.
    """
    name = _TABLES.get(reading.intent)
    if name is None or reading.review or mail.source is not Source.REPLY or mail.items:
        return ""
    if len(mail.text.split()) < FEWEST or reading.rule.startswith("form:"):  # boxes are no words
        return ""
    if reading.rule == "takes back":  # the words are explicit, and no example shows them
        return ""
    if reading.other_person is not None:  # 'đồng ý, nhưng phải là đồng chí X' is neither yes nor no
        return ""
    kind = mail.references[0].kind if mail.references else ""
    likely = table(name).probabilities(features(mail.text, kind, reading.writer))
    if likely[reading.intent] >= FLOOR:
        return ""
    other = max(likely, key=likely.__getitem__)
    return (
        f"Đối chiếu với các thư mẫu, thư này giống “{_PLAIN[other]}” ({likely[other]:.0%}) "
        f"hơn là “{_PLAIN[reading.intent]}” ({likely[reading.intent]:.0%})."
    )
