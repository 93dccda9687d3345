"""Every byte that the program writes to a terminal, on a tour through all its screens with papers that mean harm.

What comes out is taken apart: each control sequence has to be one that the program writes of its own accord, and none
of those that were sent in may be among them, although their harmless letters are there to be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from press import Story, feed, page, xmltv
from program import COMMAND, Newsagent, Program, newsagent

from tuireader import dates

if os.name == "posix":
    from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

ATTACKS = {
    "T01": "\x1b]2;PWNEDTITLE\x1b\\",
    "T02": "\x1b]52;c;UFdORUQ=\x07",
    "T03": "\x1b]8;;http://pwned/\x1b\\tin\x1b]8;;\x1b\\",
    "T04": "\x1b[2J\x1b[6n\x1b[5000b",
    "T05": "\x9b31m\x9d0;PWNED\x9c\x90",
    "T06": "\x1bPqPWNED\x1b\\\x1b_GPWNED\x1b\\",
    "T08": "Vi\x00\x07\x08\x7f\x0e\x0fet",
    "T09": "100.000\rGiá 1",
    "T12": "\u202egpj\u2066\u200f\u061c",
    "T13": "Vi\u200b\ufeff\u2060\u00ad\U000e0041et",
    "T07": "PWNEDEND\x1b]0;",
}
ALL = " ".join(f"{number}{text}" for number, text in ATTACKS.items())
MARKUP = "[@click=app.quit]bấm[/] [/nope] [VIDEO]"
OWN = re.compile(
    rb"""\x1b(?:
        \[[0-9;]*m                                  # colours
      | \[[0-9]*;[0-9]*H | \[H | \[P                # where to write, and one cell that goes
      | \[\?(?:25|1049|1000|1003|1004|1006|1015|1016|2004|2026|2048|7)[hl]  # the terminal's ways, taken and given back
      | \[\?(?:2026|2048)\$p                        # and asked for
      | \[[<>][0-9]*u                               # the keys of Kitty
      | \]22;[a-z-]*\x07                            # the shape of the mouse's pointer
      | [78]                                        # the place of the cursor, kept and found
    )""",
    re.VERBOSE,
)
"""The control sequences that the program writes of its own accord."""


def literally(text: str) -> str:
    """A text as a page that escapes twice would hold it, which comes out as the very bytes."""
    return "".join(f"&#{ord(char)};" if ord(char) < 32 or 127 <= ord(char) < 160 else char for char in text)


def show(minute: int, title: str, now: datetime) -> tuple[str, str, str, str, str]:
    """A programme that began or begins so many minutes from now."""
    start = dates.local(now + timedelta(minutes=minute))
    return "a", f"{start:%Y%m%d%H%M}", f"{start + timedelta(minutes=40):%Y%m%d%H%M}", title, f"PWNEDSHOW {ALL}"


@pytest.fixture
def agent(program: Program) -> Iterator[Newsagent]:
    """Papers whose names, titles, texts, authors, links, moves and refusals are all attacks."""
    with newsagent() as agent:
        program.take_papers(agent.base)
        titles = [f"PWNEDONE {ALL}", f"PWNEDTWO {MARKUP} {ALL}", *(f"{n} {text}" for n, text in ATTACKS.items()), ALL]
        now = datetime.now(UTC)
        stories = [
            Story(title, agent.article("vtv", number), now - timedelta(minutes=number), f"Tóm tắt {ALL}")
            for number, title in enumerate(titles, 1)
        ]
        agent.press.prints("/vtv/tin-moi.rss", feed(*stories, title=ALL), headers={"ETag": '"PWNED\x1b[2J"'})
        text = page(titles[0], f"PWNEDBODY {ALL}", MARKUP, lead=f"Câu mở đầu {ALL}", author=f"Người viết {ALL}")
        link = f'<p>Xem <a href="http://127.0.0.1:9/{ALL}">liên kết {literally(ALL)}</a> của bài {literally(ALL)}</p>'
        for number in range(1, len(titles) + 1):
            agent.press.prints(f"/vtv/bai-{number:018d}.htm", text.replace("</div>", f"{link}</div>", 1))
        agent.press.prints(
            "/vnexpress/tin-moi.rss", status=302, headers={"Location": "http://PWNED\x1b]2;x\x07.example/"}
        )
        agent.press.prints("/tuoitre/tin-moi.rss", f"<html>{ALL}</html>")
        shows = [show(minute, f"PWNEDPROGRAMME {ALL}", now) for minute in (-30, 20, 70)]
        agent.press.prints("/lich.xml", xmltv({"a": "VTV1", "b": ALL}, *shows))
        yield agent


def hostile_files(program: Program, base: str) -> None:
    """What other hands wrote into the reader's own folders."""
    escaped = "\\u001b]2;PWNEDNAME\\u001b\\\\ \\u009b31m \\u202e"
    program.write_config(f'refresh_minutes = 0\nbrowser = ["true"]\n[guide]\nsources = ["{base}/lich.xml"]\n')
    (program.paths.sources / "hong.toml").write_text(f'id = "hong"\n"PWNEDKEY{escaped}" = 1\n', "utf-8")
    file = program.paths.sources / "vtv.toml"
    file.write_text(file.read_text("utf-8").replace('name = "VTV"', f'name = "VTV {escaped}"'), "utf-8")


def assert_own(sent: bytes) -> None:
    """Nothing in it moves a terminal but what the program writes of its own accord."""
    foreign = [sent[place : place + 40] for place in positions(b"\x1b", sent) if not OWN.match(sent, place)]
    assert foreign == []
    for attack in ATTACKS.values():
        assert attack.encode() not in sent
    text = OWN.sub(b"", sent).decode("utf-8", "replace")
    strange = {char for char in text if (ord(char) < 32 and char not in "\r\n") or 0x7F <= ord(char) < 0xA0}
    assert strange == set()
    assert not set(text) & set("\u202e\u2066\u200f\u061c\u200b\ufeff\u2060\u00ad\U000e0041")


def positions(part: bytes, whole: bytes) -> Iterator[int]:
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)


def test_no_control_sequence_comes_from_data(program: Program, agent: Newsagent) -> None:
    hostile_files(program, agent.base)
    with terminal(COMMAND, program.environment, (150, 40)) as screen:
        tour(screen)
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored
    assert_own(screen.sent)
    for sign in (b"PWNEDONE", b"PWNEDTWO", b"PWNEDBODY", b"PWNEDTITLE", b"PWNEDNAME", b"PWNEDPROGRAMME", b"PWNEDKEY"):
        assert sign in screen.sent, sign


def tour(screen: Terminal) -> None:
    """List, article, links, search, help, papers, guide, toasts and the strip of news."""
    screen.wait_for("PWNEDKEY")
    screen.wait_for("PWNEDONE", "PWNEDTWO")
    screen.press("1", "home", "down", "down", "down")
    screen.wait_for(re.compile("VTV.*chưa đọc"))
    screen.press("2", "home", "enter")
    screen.wait_for("PWNEDBODY")
    screen.press("l")
    screen.wait_for("Bấm chữ để mở liên kết")
    screen.press("a")
    screen.wait_for("Đã mở 127.0.0.1")
    screen.press("\x06")
    screen.wait_for("Gõ chữ, không cần dấu")
    screen.press("pwnedtwo")
    screen.wait_for("pwnedtwo", "PWNEDTWO")
    screen.press("escape")
    screen.wait_for("PWNEDONE")
    screen.press("?")
    screen.wait_for("Trợ giúp")
    screen.press("q")
    screen.wait_for("PWNEDONE", re.compile("[Vv]ừa xong · ↓"))
    screen.press("c")
    screen.wait_for("Chọn báo", "PWNEDNAME")
    screen.press("q")
    screen.wait_for("PWNEDONE", re.compile("[Vv]ừa xong · ↓"))
    screen.press("v")
    screen.wait_for("PWNEDPROGRAMME")
    screen.press("q")
    screen.wait_for("PWNEDONE", re.compile("[Vv]ừa xong · ↓"))
    screen.press("R")
    screen.wait_for(re.compile("không mở được|không phải là nguồn tin"))
    screen.press("t")
    screen.wait_for("PWNED")


def test_the_command_line_prints_as_little(program: Program, agent: Newsagent) -> None:
    hostile_files(program, agent.base)
    for arguments in (["sync"], ["list"], ["list", "--json"], ["sources"]):
        done = program.run(*arguments)
        sent = done.stdout + done.stderr
        assert_own(sent)
        assert b"\x1b" not in sent
        assert b"PWNED" in sent
