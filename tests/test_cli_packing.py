"""`tuireader pack` as a shell sees it, and what it promised without any network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator

import pytest
from press import Asked, Press, Printed
from program import COMMAND, PATIENCE, Newsagent, Program, newsagent

from tuireader.store import lock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders and signals")


@pytest.fixture
def agent(program: Program) -> Iterator[Newsagent]:
    """Two papers with three articles each; the third prints nothing."""
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *(f"Tin thứ {number} của đài" for number in range(1, 4)))
        agent.prints("tuoitre", *(f"Bài thứ {number} của báo" for number in range(1, 4)))
        yield agent


def test_it_says_what_is_in_the_pack(program: Program, agent: Newsagent) -> None:
    done = program.run("pack", "--max", "1MB")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("6 bài · đọc được 6 phút · ")
    assert done.stdout.decode().endswith(" kB. Không còn bài mới nào để mang thêm.\n")
    listed = json.loads(program.run("list", "--packed", "--json").stdout)
    assert sorted(row["source"] for row in listed) == ["tuoitre"] * 3 + ["vtv"] * 3
    assert all(row["offline"] for row in listed)


def test_the_report(program: Program, agent: Newsagent) -> None:
    done = program.run("pack", "--sections", "vtv/tin-moi", "--minutes", "2", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (report["articles"], report["minutes"], report["end"], report["failed"]) == (2, 2, "enough", 0)
    assert 0 < report["received"] <= report["budget"] == 5_000_000
    assert not any("tuoitre" in asked.url for asked in agent.press.asked)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--sections", "khong-co"), 1, "Không có chuyên mục nào tên là «khong-co»"),
        (("--max", "5"), 2, "--max: «5» không phải là cỡ như 5MB"),
        (("--max", "0MB"), 2, "--max: «0MB» không phải là cỡ như 5MB"),
        (("--minutes", "-4"), 2, "--minutes: «-4» không phải là số phút"),
    ],
)
def test_mistakes(program: Program, agent: Newsagent, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    done = program.run("pack", *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert sentence in done.stderr.decode()
    assert agent.press.asked == []


def test_a_section_that_fails(program: Program, agent: Newsagent) -> None:
    agent.press.prints("/tuoitre/tin-moi.rss", "", status=500)
    done = program.run("pack")
    assert done.returncode == 3
    assert done.stderr.decode() == "tuoitre/tin-moi: Báo từ chối trả lời (mã 500).\n"
    assert done.stdout.decode().endswith("1 bài hay mục không lấy được.\n")


def test_without_a_network(program: Program) -> None:
    with newsagent() as agent:
        program.take_papers(agent.base)
    done = program.run("pack", "--quiet")
    assert (done.returncode, done.stderr) == (4, b"")
    assert done.stdout.decode().startswith("Chưa có bài nào · 0 kB. Không có mạng")


def test_while_another_tuireader_writes(program: Program, agent: Newsagent) -> None:
    program.paths.library.parent.mkdir(parents=True)
    held = lock.take(program.paths.library)
    assert held is not None
    try:
        assert program.run("pack").returncode == 75
    finally:
        os.close(held)


class HaltingPress(Press):
    """Answers one address only when it is let go."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.arrived, self.let_go = threading.Event(), threading.Event()

    def answer(self, asked: Asked) -> Printed:
        if asked.url.endswith(self.path):
            self.arrived.set()
            self.let_go.wait(PATIENCE)
        return super().answer(asked)


def test_ctrl_c_and_the_next_call_goes_on(program: Program) -> None:
    press = HaltingPress("/vtv/bai-000000000000000004.htm")
    with newsagent(press) as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *(f"Tin thứ {number} của đài" for number in range(1, 5)))
        with subprocess.Popen(
            [*COMMAND, "pack"], env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as packing:
            assert press.arrived.wait(PATIENCE)
            packing.send_signal(signal.SIGINT)
            out, told = packing.communicate(timeout=PATIENCE)
        press.let_go.set()
        assert (packing.returncode, out) == (130, b"")
        assert told.decode().endswith("Đã dừng. Gói lại như vậy thì mang tiếp.\n")
        assert program.run("pack").stdout.decode().startswith("4 bài · ")
