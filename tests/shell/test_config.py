"""The configuration: found, read as people write it, and refused with all its mistakes at once."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from mailbot.config import ConfigFaults, LogFormat, Settings, load
from mailbot.core.policy import DeadlineRule, Form, PaperFile
from mailbot.core.profiles import kind_of
from mailbot.mailbox.settings import Filing, Security

SHIPPED = Path(__file__).parents[2] / "config.toml"
TODAY = date(2026, 3, 1)

SMALLEST = """
[committee]
name = "Ban Chỉ đạo"
short = "BCĐ"
province = "tỉnh Bình Định"
place = "Bình Định"

[regulation]
citation = "Quy chế"

[office]
division = "Phòng Kiểm soát thủ tục hành chính"
agency = "Văn phòng UBND tỉnh"
mailbox = "KSTT@vpub.binhdinh.example"

[imap]
host = "mail.example"

[smtp]
host = "mail.example"
"""


def loaded(folder: Path, text: str, environ: Mapping[str, str] | None = None, today: date = TODAY) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return load(path, environ or {}, today)


def faults_of(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigFaults) as raised:
        loaded(folder, text, environ)
    return str(raised.value).splitlines()


def with_line(section: str, line: str) -> str:
    """The smallest configuration with one more line in a section."""
    if f"[{section}]" in SMALLEST:
        return SMALLEST.replace(f"[{section}]", f"[{section}]\n{line}")
    return f"{SMALLEST}\n[{section}]\n{line}\n"


def test_the_configuration_that_is_shipped_works_as_it_stands() -> None:
    settings = load(SHIPPED, {}, today=date(2026, 11, 22))
    assert settings.policy.committee.seats == 27
    assert settings.policy.regulation.citation.endswith("số 76/QĐ-BCĐ ngày 21/5/2024 của Trưởng Ban Chỉ đạo")
    assert settings.policy.office.mailbox == "kstt@vpub.binhdinh.example"
    assert settings.database_url == f"sqlite:///{SHIPPED.with_name('state.db')}"
    assert settings.templates == SHIPPED.with_name("templates")
    assert settings.warnings == ()


def test_the_shipped_table_of_holidays_knows_tet() -> None:
    working = load(SHIPPED, {}, TODAY).policy.working
    assert not working.is_working_day(date(2026, 2, 16))
    assert not working.is_working_day(date(2026, 4, 27))
    assert working.is_working_day(date(2026, 2, 23))


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    settings = loaded(tmp_path, SMALLEST)
    assert settings.policy.deadline is DeadlineRule.H24
    assert settings.policy.working.zone.key == "Asia/Ho_Chi_Minh"
    assert settings.policy.office.digest_to == ("kstt@vpub.binhdinh.example",)
    assert (settings.imap.port, settings.imap.security, settings.imap.filing) == (993, Security.TLS, Filing.MOVE)
    assert (settings.imap.user, settings.smtp.sender) == ("kstt@vpub.binhdinh.example",) * 2
    assert settings.database_url == f"sqlite:///{tmp_path}/state.db"


def test_values_are_read_as_people_write_them(tmp_path: Path) -> None:
    text = with_line(
        "schedule", 'poll = "1m 30s"\nreminders = ["2d", "4h"]\ndigest_at = 07:45:00\nchair_hours = ["9:00"]'
    )
    settings = loaded(
        tmp_path, text + '[deadline]\npolicy = "working_day_close"\ncloses = "16:30"\n[log]\nlevel = "debug"\n'
    )
    schedule = settings.policy.schedule
    assert schedule.poll == timedelta(seconds=90)
    assert schedule.reminders == (timedelta(days=2), timedelta(hours=4))
    assert (schedule.digest_at, schedule.chair_hours) == (time(7, 45), (time(9, 0),))
    assert settings.policy.deadline is DeadlineRule.WORKING_DAY_CLOSE
    assert settings.policy.working.closes == time(16, 30)
    assert (settings.log.level, settings.log.format) == (10, LogFormat.AUTO)


def test_the_port_follows_the_protection(tmp_path: Path) -> None:
    text = with_line("imap", 'security = "starttls"').replace("[smtp]", '[smtp]\nsecurity = "starttls"')
    settings = loaded(tmp_path, text)
    assert (settings.imap.port, settings.smtp.port) == (143, 587)


def test_all_mistakes_are_told_at_once_each_with_its_key_and_an_example(tmp_path: Path) -> None:
    text = """
[committee]
name = ""
short = "BCĐ"
province = "tỉnh Bình Định"
zone = "Asia/Saigonn"
[regulation]
citaton = "Quy chế"
[office]
division = "Phòng"
agency = "Văn phòng"
mailbox = "kstt"
[imap]
host = "mail.example"
port = "abc"
security = "ssl"
[smtp]
host = "mail server"
[schedul]
[deadline]
closes = "06:00"
"""
    assert faults_of(tmp_path, text) == [
        "config.toml: committee.name: is empty; for example: "
        'name = "Ban Chỉ đạo Cải cách hành chính, Chuyển đổi số và Đề án 06"',
        'config.toml: committee.place: is missing; for example: place = "Bình Định"',
        "config.toml: committee.zone: 'Asia/Saigonn' is not a time zone of the IANA database; "
        'for example: zone = "Asia/Ho_Chi_Minh"',
        "config.toml: deadline.closes: '06:00' is not after the opening at '07:30'; for example: closes = \"17:00\"",
        "config.toml: regulation.citation: is missing; for example: citation = "
        '"Quy chế hoạt động của Ban Chỉ đạo ban hành kèm theo Quyết định số 76/QĐ-BCĐ ngày 21/5/2024"',
        "config.toml: regulation.citaton: is not a known key; did you mean 'citation'?",
        "config.toml: office.mailbox: 'kstt' is not a mail address; "
        'for example: mailbox = "kstt@vpub.binhdinh.example"',
        "config.toml: imap.security: 'ssl' is none of tls, starttls, none; for example: security = \"tls\"",
        "config.toml: imap.port: 'abc' is not a port number (1-65535); for example: port = 993",
        "config.toml: smtp.host: 'mail server' is not a host name or an address; "
        'for example: host = "mail.binhdinh.example"',
        "config.toml: schedul: is not a known key; did you mean 'schedule'?",
    ]


@pytest.mark.parametrize(
    ("section", "line", "sentence"),
    [
        ("imap", "port = 70000", "imap.port: '70000' is not a port number"),
        ("imap", "port = true", "imap.port: true is not a port number"),
        ("imap", 'read_timeout = "2 years"', "imap.read_timeout: '2 years' is not a length of time"),
        ("imap", 'filed_folder = "INBOX"', "imap.filed_folder: is the folder that mail comes in to"),
        ("imap", 'ca_file = "none.pem"', "is no file; for example: ca_file ="),
        ("imap", "verify = 1", "imap.verify: '1' is not true or false"),
        ("schedule", 'poll = "1s"', "schedule.poll: '1s' is not between '5s' and '1h'"),
        ("schedule", "poll = 120", "schedule.poll: '120' is not a length of time (a number and d, h, m or s)"),
        (
            "schedule",
            'reminders = "3d"',
            'schedule.reminders: \'3d\' is not a list; for example: reminders = ["3d", "1d"]',
        ),
        ("schedule", 'digest_at = "24:00"', "schedule.digest_at: '24:00' is not a time of day (00:00 to 23:59)"),
        ("schedule", "nudges = 3", "schedule.nudges: '3' is not a number of nudges (0-2)"),
        (
            "deadline",
            'policy = "explicit"',
            "deadline.policy: 'explicit' is none of h24, calendar_day, working_day_close",
        ),
        ("database", 'url = "mysql://db/x"', "database.url: 'mysql://db/x' is no database that mailbot knows"),
        ("database", 'url = "sqlite:///"', "is no database that mailbot knows (SQLite, PostgreSQL)"),
        ("trust", 'profile = "lax"', "trust.profile: 'lax' is none of strict, intranet, microsoft365"),
        (
            "trust",
            'verify_dkim = "yes"',
            "trust.verify_dkim: 'yes' is not true or false; for example: verify_",
        ),
        ("trust", 'nameservers = ["dns.example"]', "trust.nameservers: 'dns.example' is not an IP address"),
        ("trust", 'dns_timeout = "5m"', "trust.dns_timeout: '5m' is not between '1s' and '1m'"),
        ("log", 'level = "loud"', "log.level: 'loud' is none of debug, info, warning, error"),
        ("committee", "seats = 0", "committee.seats: '0' is not a number of seats"),
        ("office", "digest_to = []", "office.digest_to: is empty; for example: digest_to = ["),
        ("office", "phone = 5", "office.phone: '5' is not a text"),
        ("holidays", 'days = [{date = "31/4/2026"}]', "holidays.days[1].date: '31/4/2026': there is no day 31/4/2026"),
        ("holidays", "days = [{}]", "holidays.days[1].date: is missing; for example: date ="),
        ("holidays", 'days = [{date = "27/4/2026", kind = "swap"}]', "27/4/2026 is a thứ Hai, worked as it is"),
        (
            "holidays",
            'days = [{date = "1/5/2026"}, {date = 2026-05-01}]',
            "days[2].date: 1/5/2026 stands in the table already",
        ),
        (
            "holidays",
            'days = [{date = "14/2/2026", to = "22/2/2025"}]',
            "days[1].to: is not within 31 days after 'date'",
        ),
        ("holidays", 'days = ["1/5/2026"]', "holidays.days[1]: is not a table"),
        ("holidays", 'days = "1/5/2026"', "holidays.days: is not a list of tables"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_is_wrong(
    tmp_path: Path, section: str, line: str, sentence: str
) -> None:
    faults = faults_of(tmp_path, with_line(section, line))
    assert len(faults) == 1
    assert sentence in faults[0]


def test_a_file_that_is_no_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "[imap]\nhost = mail\n")[0].startswith("config.toml: line 2: is not TOML: ")
    assert faults_of(tmp_path, "[imap]\nhost = 'x'\n[imap]\n")[0].startswith("config.toml: line 3: is not TOML: ")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes("[office]\nagency = 'Sở'".encode("utf-16"))
    with pytest.raises(ConfigFaults, match="is not UTF-8"):
        load(tmp_path / "config.toml", {})


def test_where_no_configuration_is_found_the_places_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        ConfigFaults, match=rf"no file '{tmp_path}/config.toml', and neither --config nor \$MAILBOT_CONFIG"
    ):
        load(None, {})
    with pytest.raises(ConfigFaults, match=r"no file '/nowhere/a.toml', which \$MAILBOT_CONFIG names"):
        load(None, {"MAILBOT_CONFIG": "/nowhere/a.toml"})
    with pytest.raises(ConfigFaults, match=r"no file 'b\.toml', which --config names"):
        load(Path("b.toml"), {})


def test_the_option_wins_over_the_environment_and_that_over_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("config.toml", "env.toml", "option.toml"):
        (tmp_path / name).write_text(SMALLEST, "utf-8")
    environ = {"MAILBOT_CONFIG": "env.toml"}
    assert load(Path("option.toml"), environ, TODAY).config_path == tmp_path / "option.toml"
    assert load(None, environ, TODAY).config_path == tmp_path / "env.toml"
    assert load(None, {}, TODAY).config_path == tmp_path / "config.toml"


def test_a_secret_in_the_file_is_a_mistake_that_is_not_shown(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path, with_line("imap", 'password = "hunter2"') + '[database]\nurl = "postgresql://u:hunter2@h/x"'
    )
    assert "imap.password: a password does not belong into this file; give it by $MAILBOT_IMAP_PASSWORD" in faults[0]
    assert "database.url: a password does not belong into this file" in faults[1]
    assert "hunter2" not in "".join(faults)


def test_secrets_come_from_the_environment_then_a_file_then_a_credential(tmp_path: Path) -> None:
    (tmp_path / "imap_password").write_text("from credential\n")
    (tmp_path / "secret").write_text("from file\n")
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert loaded(tmp_path, SMALLEST).imap.password.value == ""
    assert loaded(tmp_path, SMALLEST, credentials).imap.password.value == "from credential"
    with_file = with_line("imap", 'password_file = "secret"')
    assert loaded(tmp_path, with_file, credentials).imap.password.value == "from file"
    everything = credentials | {"MAILBOT_IMAP_PASSWORD": "from environment"}
    assert loaded(tmp_path, with_file, everything).imap.password.value == "from environment"
    assert loaded(tmp_path, SMALLEST, {"MAILBOT_SMTP_PASSWORD": "out"}).smtp.password.value == "out"


def test_a_password_file_that_is_missing_or_empty_is_a_mistake_and_an_open_one_a_warning(tmp_path: Path) -> None:
    text = with_line("imap", 'password_file = "secret"')
    assert "cannot be read: No such file" in faults_of(tmp_path, text)[0]
    (tmp_path / "secret").write_text("\n")
    assert "is empty" in faults_of(tmp_path, text)[0]
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    assert any("open to every user" in warning for warning in loaded(tmp_path, text).warnings if "secret" in warning)
    (tmp_path / "secret").chmod(0o600)
    assert not any("open to every user" in warning for warning in loaded(tmp_path, text).warnings)


def test_no_secret_is_shown_by_the_settings(tmp_path: Path) -> None:
    environ = {
        "MAILBOT_IMAP_PASSWORD": "hunter2-imap",
        "MAILBOT_SMTP_PASSWORD": "hunter2-smtp",
        "MAILBOT_TOKEN_KEY": "hunter2" * 6,
    }
    settings = loaded(tmp_path, SMALLEST, environ)
    assert settings.smtp.password.value == "hunter2-smtp"
    assert "hunter2" not in f"{settings!r} {settings} {settings.imap.password}"


def test_the_key_for_the_tokens_is_made_once_beside_the_database_for_its_owner_alone(tmp_path: Path) -> None:
    settings = loaded(tmp_path, SMALLEST)
    assert not (tmp_path / "mailbot.key").exists()
    key = settings.token_key()
    assert len(key) == 64
    assert stat.S_IMODE((tmp_path / "mailbot.key").stat().st_mode) == 0o600
    assert loaded(tmp_path, SMALLEST).token_key() == key
    assert sorted(os.listdir(tmp_path)) == ["config.toml", "mailbot.key"]


def test_a_key_that_is_given_is_used_and_none_is_made(tmp_path: Path) -> None:
    assert loaded(tmp_path, SMALLEST, {"MAILBOT_TOKEN_KEY": "k" * 32}).token_key() == b"k" * 32
    assert not (tmp_path / "mailbot.key").exists()


def test_a_short_key_is_a_mistake_that_says_how_to_make_one(tmp_path: Path) -> None:
    fault = faults_of(tmp_path, SMALLEST, {"MAILBOT_TOKEN_KEY": "short"})[0]
    assert "database.token_key_file: the key that is given has 5 characters" in fault
    assert "secrets.token_hex(32)" in fault


def test_a_damaged_key_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "mailbot.key").write_text("")
    with pytest.raises(ConfigFaults, match="holds no key"):
        loaded(tmp_path, SMALLEST).token_key()


def test_a_database_that_is_no_file_needs_a_key_that_is_given(tmp_path: Path) -> None:
    settings = loaded(tmp_path, with_line("database", 'url = "postgresql://mailbot@db.example/mailbot"'))
    assert settings.database_url == "postgresql+psycopg://mailbot@db.example/mailbot"
    with pytest.raises(ConfigFaults, match=r"key for the tokens is missing: give it by \$MAILBOT_TOKEN_KEY"):
        settings.token_key()


def test_a_key_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    settings = loaded(tmp_path, with_line("database", 'url = "sqlite:///nowhere/state.db"'))
    with pytest.raises(ConfigFaults, match=r"cannot be kept in .*No such file"):
        settings.token_key()


def test_years_without_holidays_are_warned_about_from_october_on_the_next_one_too(tmp_path: Path) -> None:
    text = with_line("holidays", 'days = [{date = "1/5/2026"}]')
    assert loaded(tmp_path, text, today=date(2026, 9, 30)).warnings == ()
    assert "no day of 2027" in loaded(tmp_path, text, today=date(2026, 10, 1)).warnings[0]
    assert "no day of 2025" in loaded(tmp_path, text, today=date(2025, 5, 1)).warnings[0]


def test_a_range_of_days_and_a_worked_saturday_are_read(tmp_path: Path) -> None:
    text = with_line("holidays", 'days = [{date = "31/8/2026", to = "2/9/2026"}, {date = "22/8/2026", kind = "swap"}]')
    working = loaded(tmp_path, text).policy.working
    assert working.holidays == {date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}
    assert working.is_working_day(date(2026, 8, 22))


def test_a_password_in_plain_text_to_another_machine_is_warned_about(tmp_path: Path) -> None:
    plain = with_line("imap", 'security = "none"')
    warnings = loaded(tmp_path, plain).warnings
    assert any(
        warning.startswith("imap.security: 'none' sends password and mail to mail.example") for warning in warnings
    )
    here = plain.replace('host = "mail.example"\n\n[smtp]', 'host = "127.0.0.1"\n\n[smtp]')
    assert not any("plain text" in warning for warning in loaded(tmp_path, here).warnings)
    unseen = with_line("smtp", "verify = false")
    assert any(
        "certificate of mail.example is not looked at" in warning for warning in loaded(tmp_path, unseen).warnings
    )


def test_kinds_of_agency_are_changed_and_added(tmp_path: Path) -> None:
    text = SMALLEST + (
        '[[agency_kind]]\nkind = "so"\ndeputies = ["Phó Giám đốc", "Phó Giám đốc Thường trực"]\n'
        '[[agency_kind]]\nkind = "QUY"\nheads = ["Giám đốc"]\npatterns = ["Sở Quỹ ", "Quỹ "]\n'
    )
    profiles = loaded(tmp_path, text).policy.profiles
    so = next(profile for profile in profiles if profile.kind == "SO")
    assert so.deputies == ("Phó Giám đốc", "Phó Giám đốc Thường trực")
    assert so.heads == ("Giám đốc",)
    assert kind_of("Sở Quỹ Đất", profiles) == "QUY"
    assert kind_of("Sở Nội vụ", profiles) == "SO"


def test_a_new_kind_of_agency_needs_its_heads_and_patterns(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path, SMALLEST + '[[agency_kind]]\nkind = "QUY"\n[[agency_kind]]\nkind = "QUY"\nhead = ["x"]\n'
    )
    assert [fault.split(": ")[1] for fault in faults] == [
        "agency_kind[1].heads",
        "agency_kind[1].patterns",
        "agency_kind[2].kind",
        "agency_kind[2].heads",
        "agency_kind[2].patterns",
        "agency_kind[2].head",
    ]


ODD_VALUES = (
    '""',
    '"\\u0000"',
    '"~nobody-here/x"',
    '"a\\nb"',
    "-1",
    "1.5",
    "nan",
    "true",
    "[]",
    "[[]]",
    "{}",
    "2026-01-01",
    "10:00:00",
)


@pytest.mark.parametrize("value", ODD_VALUES)
def test_no_value_of_any_key_ends_otherwise_than_with_settings_or_sentences(tmp_path: Path, value: str) -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    refused = 0
    for number, line in enumerate(lines):
        key, equals, _ = line.removeprefix("# ").partition(" = ")
        if equals and " " not in key:
            with contextlib.suppress(ConfigFaults):
                loaded(tmp_path, "\n".join([*lines[:number], f"{key} = {value}", *lines[number + 1 :]]))
                continue
            refused += 1
    assert refused > 10


@pytest.mark.parametrize("value", ["1", '"x"', "true"])
def test_a_section_that_is_no_table_is_a_mistake(tmp_path: Path, value: str) -> None:
    for section in ("committee", "imap", "database", "log", "holidays", "agency_kind"):
        faults = faults_of(tmp_path, f"{section} = {value}\n" + SMALLEST.replace(f"[{section}]", "[other]"))
        assert any(fault.startswith(f"config.toml: {section}: is not a") for fault in faults)


@pytest.mark.parametrize("zone", ["Asia", "../etc/passwd", "/etc/localtime", "UTC+7", ""])
def test_an_unknown_time_zone_is_a_mistake(tmp_path: Path, zone: str) -> None:
    fault = faults_of(tmp_path, with_line("committee", f'zone = "{zone}"'))[0]
    assert fault.startswith(f"config.toml: committee.zone: '{zone}' is not a time zone of the IANA database")


def test_the_form_of_documents_is_read_line_by_line(tmp_path: Path) -> None:
    lines = """superior = "UBND TỈNH GIA LAI"
issuer = ["VĂN PHÒNG", "ĐOÀN ĐBQH VÀ HĐND"]
symbol = "BC-VPUB"
authority = ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]
signer = "Nguyễn Thị Hòa"
recipients = []
kept_by = "KSTT"
attach = ["pdf", "xlsx"]"""
    form = loaded(tmp_path, with_line("form", lines)).policy.form
    assert form == Form(
        superior="UBND TỈNH GIA LAI",
        issuer=("VĂN PHÒNG", "ĐOÀN ĐBQH VÀ HĐND"),
        symbol="BC-VPUB",
        authority=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        signer="Nguyễn Thị Hòa",
        recipients=(),
        kept_by="KSTT",
        attach=(PaperFile.PDF, PaperFile.XLSX),
    )


def test_the_form_that_is_shipped_is_the_usual_one_and_no_form_is_needed(tmp_path: Path) -> None:
    assert load(SHIPPED, {}, TODAY).policy.form == Form() == loaded(tmp_path, SMALLEST).policy.form


def test_whoever_wants_no_files_with_the_summary_says_so(tmp_path: Path) -> None:
    assert loaded(tmp_path, with_line("form", "attach = []")).policy.form.attach == ()


def test_all_mistakes_of_the_form_are_told_at_once(tmp_path: Path) -> None:
    lines = """issuer = "VĂN PHÒNG"
symbol = 7
authority = []
recipients = ["", "Lãnh đạo"]
attach = ["docx", "odt"]
pdf = true
signr = 7"""
    assert faults_of(tmp_path, with_line("form", lines)) == [
        "config.toml: form.issuer: 'VĂN PHÒNG' is not a list; for example: issuer = [\"VĂN PHÒNG\"]",
        "config.toml: form.symbol: '7' is not a text; for example: symbol = \"BC-VPUB\"",
        'config.toml: form.authority: is empty; for example: authority = ["CHÁNH VĂN PHÒNG"]',
        'config.toml: form.recipients: is empty; for example: recipients = ["Chánh Văn phòng (báo cáo)"]',
        'config.toml: form.attach: \'odt\' is none of docx, xlsx, pdf; for example: attach = ["docx", "xlsx"]',
        "config.toml: form.pdf: is no key of its own: the PDF is one of the files of 'attach'",
        "config.toml: form.signr: is not a known key; did you mean 'signer'?",
    ]
    twice = faults_of(tmp_path, with_line("form", 'attach = ["pdf", "pdf"]'))
    assert twice == ['config.toml: form.attach: names a file twice; for example: attach = ["docx", "xlsx"]']
