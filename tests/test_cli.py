"""The command line as a shell sees it: bytes on stdout and stderr, and the exit code of a real process."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from press import Story, feed, page, vtv_day, xmltv
from program import COMMAND, PATIENCE, Newsagent, Program, newsagent

from tuireader import __version__
from tuireader.cli.arguments import mistake, parser
from tuireader.model import Choice, Shelf
from tuireader.state import State, load_state, save_state
from tuireader.store import Store, beside, lock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders and signals")

VTV = (
    "Báo chí vào cuộc giữ sông",
    "Bão số 3 suy yếu trên biển",
    "Tin mới từ Đà Nẵng",
    "Cầu vượt ở Đồng Nai thông xe",
)
HOSTILE = "Giá vàng \x1b]2;PWNED\x1b\\ \x9b31m hôm\x07 nay \u202e[b]x[/b]\x00"
"""As it stands in a feed that an attacker writes: sequences that change a terminal, a bidi override, markup."""
CARDS = "".join(f"<h3><a href='/bai-{n:018d}.htm'>Một tin đủ dài số {n}</a></h3>" for n in (1, 2))
LISTING = f"<html><body><main>{CARDS}</main></body></html>"
ARTICLE = "https://vtv.vn/bai-100260717183037249.htm"


@pytest.fixture
def agent(program: Program) -> Iterator[Newsagent]:
    with newsagent() as agent:
        program.take_papers(agent.base)
        yield agent


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose library holds a few headlines and their texts; tests only read it."""
    program = Program(tmp_path_factory.mktemp("stocked"))
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *VTV)
        agent.prints("tuoitre", HOSTILE, text="Thân bài \x1b[31m đỏ \x9b0m và \u2066 kín. {}")
        assert program.run("sync", "--quiet").returncode == 0
    return program


def ended(done: subprocess.CompletedProcess[bytes], code: int = 0) -> str:
    """What a process printed, after it ended as expected; where that is well, it had nothing to complain of."""
    assert done.returncode == code, done.stderr.decode()
    if code == 0:
        assert done.stderr == b""
    return done.stdout.decode("utf-8", "strict")


def told(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The one sentence on stderr of a process that failed and printed nothing else."""
    assert (done.returncode, done.stdout) == (code, b""), done.stderr.decode()
    line = done.stderr.decode("utf-8", "strict")
    assert line.count("\n") == 1
    assert line.startswith("tuireader")
    return line


def titles(rows: str) -> list[str]:
    return [row["title"] for row in json.loads(rows)]


class TestWords:
    def test_the_version(self, program: Program) -> None:
        assert ended(program.run("--version")) == f"tuireader {__version__}\n"

    @pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}])
    def test_help_is_in_vietnamese_and_utf8(self, program: Program, locale: dict[str, str]) -> None:
        text = ended(program.run("--help", environment=locale))
        assert text.startswith("Cách dùng: tuireader")
        assert "mở tờ báo mẫu" in text
        assert not any(word in text for word in ("usage:", "options:", "show this help"))

    def test_every_subcommand_has_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        for command in (
            "add",
            "rm",
            "sources",
            "import",
            "export",
            "sync",
            "read",
            "list",
            "search",
            "inspect",
            "check",
            "paths",
        ):
            with pytest.raises(SystemExit) as ended:
                parser().parse_args([command, "--help"])
            assert ended.value.code == 0
            assert capsys.readouterr().out.startswith(f"Cách dùng: tuireader {command}")

    def test_a_command_that_does_not_exist(self, program: Program) -> None:
        line = told(program.run("docbao"), 2)
        assert line.startswith("tuireader: không có lệnh «docbao». Các lệnh: sync, read")

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["read"], "còn thiếu ĐỊA_CHỈ|TỆP"),
            (["list", "--limit", "ba"], "--limit: «ba» không phải là số nguyên"),
            (["list", "--limit"], "--limit: còn thiếu giá trị"),
            (["list", "--unread", "--bookmarks"], "--bookmarks không đi cùng --unread"),
            (["list", "--json=1"], "--json không nhận giá trị"),
            (["paths", "thua"], "không hiểu thua"),
            (["inspect", "anh", "x"], "LOẠI: không có «anh»; có article, feed, section, guide"),
        ],
    )
    def test_mistakes(self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(arguments)
        assert ended.value.code == 2
        assert sentence in capsys.readouterr().err

    def test_a_mistake_that_nobody_foresaw(self) -> None:
        assert mistake("conflicting subparser: x") == "conflicting subparser: x"

    def test_the_screen_needs_a_terminal(self, program: Program) -> None:
        assert "cần một terminal" in told(program.run(), 2)
        assert "cần một terminal" in told(program.run("--demo"), 2)
        assert list(program.folder.iterdir()) == []

    def test_paths_are_told_and_not_made(self, program: Program) -> None:
        told = [line.rsplit(" ", 1)[1] for line in ended(program.run("paths")).splitlines()]
        assert sorted(told) == sorted(str(getattr(program.paths, place)) for place in program.paths.__struct_fields__)
        assert list(program.folder.iterdir()) == []


class TestChoice:
    """What the screen wrote into `state.json` holds for the commands."""

    def test_what_is_off_is_neither_asked_nor_listed(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        agent.prints("tuoitre", "Tin của Tuổi Trẻ")
        ended(program.run("sync"))
        state = load_state(program.paths.state)
        off = {**state.choice.papers, "vtv": False}
        assert save_state(program.paths.state, State(theme="giay", choice=Choice(papers=off)))
        asked = len(agent.press.asked)
        report = json.loads(ended(program.run("sync", "--json")))
        assert {one["source"] for one in report["sections"]} == {"vnexpress", "tuoitre"}
        assert not [one for one in agent.press.asked[asked:] if "/vtv/" in one.url]
        assert titles(ended(program.run("list", "--json"))) == ["Tin của Tuổi Trẻ"]
        assert titles(ended(program.run("search", "--json", "da nang"))) == ["Tin mới từ Đà Nẵng"]
        assert load_state(program.paths.state).theme == "giay", "commands leave the file as it is"

    def test_a_damaged_file_is_the_first_choice(self, program: Program, agent: Newsagent) -> None:
        program.paths.state.write_text('{"choice": {"papers": ["vtv"]}}', "utf-8")
        assert json.loads(ended(program.run("list", "--json"))) == []
        assert program.paths.state.read_text("utf-8") == '{"choice": {"papers": ["vtv"]}}'


class TestUsage:
    def test_sync_counts_what_the_server_sent_and_usage_tells_it(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        received = json.loads(ended(program.run("sync", "--json")))["received"]
        assert received == sum(agent.press.sent)
        usage = json.loads(ended(program.run("usage", "--json")))
        assert (usage["run"], usage["today"], usage["month"]) == (0, received, received)
        assert [use["received"] for use in usage["days"]] == [received]
        assert (usage["max_day"], usage["left_day"], usage["saving"]) == (0, None, False)
        assert "Tiết kiệm dữ liệu: đang tắt" in ended(program.run("usage"))

    def test_a_limit_ends_a_sync_with_one_sentence(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        done = program.run("sync", "--max", "3 kB", "--json")
        report = json.loads(ended(done, 3))
        sentence = "Đã dùng hết 3 kB dữ liệu của lần chạy này, nên thôi lấy thêm."
        assert report["used_up"] == sentence
        assert done.stderr.decode() == f"tuireader: {sentence}\n"
        assert 0 < report["received"] <= 3000
        assert report["new"] == len(titles(ended(program.run("list", "--json"))))

    def test_a_limit_of_the_configuration(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        program.paths.config.parent.mkdir(parents=True, exist_ok=True)
        program.paths.config.write_text('[data]\nsaving = true\nmax_day = "2KB"\n', "utf-8")
        ended(program.run("sync"), 3)
        again = program.run("sync")
        assert "của hôm nay" in again.stderr.decode()
        assert ended(again, 3).endswith("0 kB.\n")
        usage = json.loads(ended(program.run("usage", "--json")))
        assert (usage["max_day"], usage["saving"]) == (2000, True)
        assert usage["today"] + usage["left_day"] == 2000

    def test_what_is_no_size(self, program: Program) -> None:
        assert "«năm mê» không phải là cỡ" in told(program.run("sync", "--max", "năm mê"), 2)


class TestSync:
    def test_twice(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        agent.prints("vnexpress", "Tin của VnExpress")
        first = json.loads(ended(program.run("sync", "--json")))
        assert (first["new"], first["carried"], first["not_carried"], first["failed"]) == (5, 5, 0, 0)
        assert first["received"] > 1000
        assert {(one["source"], one["section"], one["new"]) for one in first["sections"]} == {
            ("vtv", "tin-moi", 4),
            ("vnexpress", "tin-moi", 1),
            ("tuoitre", "tin-moi", 0),
        }
        asked = len(agent.press.asked)
        second = json.loads(ended(program.run("sync", "--json")))
        assert (second["new"], second["unchanged"], second["received"]) == (0, 3, 0)
        again = agent.press.asked[asked:]
        assert sorted(one.url for one in again) == sorted(
            agent.feed(paper) for paper in ("vtv", "vnexpress", "tuoitre")
        )
        assert all("if-none-match" in one.headers for one in again)

    def test_without_texts(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        assert "Có 4 tin mới. 0 bài về máy." in ended(program.run("sync", "--feeds-only"))
        assert [one.url for one in agent.press.asked if "/bai-" in one.url] == []
        assert {row["offline"] for row in json.loads(ended(program.run("list", "--json")))} == {False}

    def test_quietly(self, program: Program, agent: Newsagent) -> None:
        agent.press.prints("/vtv/tin-moi.rss", status=500)
        done = program.run("sync", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")

    def test_some_failed(self, program: Program, agent: Newsagent) -> None:
        agent.press.prints("/vtv/tin-moi.rss", status=500)
        agent.prints("tuoitre", "Tin của Tuổi Trẻ")
        done = program.run("sync", "--json")
        report = json.loads(ended(done, 3))
        assert (report["new"], report["failed"]) == (1, 1)
        assert done.stderr.decode() == "vtv/tin-moi: Báo từ chối trả lời (mã 500).\n"

    def test_all_failed(self, program: Program, agent: Newsagent) -> None:
        for paper in ("vtv", "vnexpress", "tuoitre"):
            agent.press.prints(f"/{paper}/tin-moi.rss", status=404)
        assert json.loads(ended(program.run("sync", "--json"), 4))["failed"] == 3

    def test_nobody_answers(self, program: Program) -> None:
        with newsagent() as agent:
            program.take_papers(agent.base)
        done = program.run("sync")
        assert done.returncode == 4
        assert done.stderr.decode().count("Không có mạng, hoặc báo không trả lời.") == 3

    def test_while_another_writes(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        ended(program.run("sync"))
        held = lock.take(program.paths.library)
        assert held is not None
        try:
            assert "lần này không lấy tin" in told(program.run("sync", "--quiet"), 75)
            assert beside.wish_of(program.paths.library).exists()
            assert len(titles(ended(program.run("list", "--json")))) == 4
        finally:
            os.close(held)
        ended(program.run("sync"))
        assert not beside.wish_of(program.paths.library).exists()

    def test_interrupted(self, program: Program) -> None:
        with socket.create_server(("127.0.0.1", 0)) as mute:
            program.take_papers(f"http://127.0.0.1:{mute.getsockname()[1]}")
            mute.settimeout(PATIENCE)
            with subprocess.Popen(
                [*COMMAND, "sync"], env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as process:
                connection, _ = mute.accept()
                with connection:
                    process.send_signal(signal.SIGINT)
                    out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out, err) == (130, b"", b"")

    def test_nowhere_to_write(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        (program.folder / "data").write_text("no folder", "utf-8")
        for command in ("sync", "list"):
            assert "Không ghi được vào" in told(program.run(command), 1)
        assert agent.press.asked == []

    def test_a_damaged_library_is_left_alone(self, program: Program, agent: Newsagent) -> None:
        program.paths.library.parent.mkdir(parents=True)
        program.paths.library.write_bytes(b"not a database" * 100)
        assert "bị hỏng" in told(program.run("sync"), 1)
        assert program.paths.library.read_bytes() == b"not a database" * 100

    def test_a_broken_configuration_is_told_and_passed_over(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        program.write_config('carry = 2\nmotoin = false\nname = "x"\n')
        (program.paths.sources / "hong\x1b[31m.toml").write_text("id = ", "utf-8")
        done = program.run("sync", "--json")
        assert done.returncode == 0
        assert json.loads(done.stdout)["carried"] == 4
        assert b"\x1b" not in done.stderr
        config, paper = done.stderr.decode().splitlines()
        assert "config.toml có lỗi: dòng 2: không có khoá «motoin»; có phải «motion»?" in config
        assert "hong[31m.toml có lỗi:" in paper

    def test_the_configuration_counts(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        program.write_config("carry = 2\n")
        assert json.loads(ended(program.run("sync", "--json")))["carried"] == 2


class TestRows:
    def test_list(self, stocked: Program) -> None:
        text = ended(stocked.run("list", "--limit", "2"))
        assert text.count("\n") == 4
        assert text.startswith("● ✓ ")
        rows = json.loads(ended(stocked.run("list", "--unread", "--json")))
        assert len(rows) == 5
        assert {"id", "source", "title", "url", "time", "read", "bookmarked", "offline"} <= rows[0].keys()
        assert titles(ended(stocked.run("list", "--json", "--limit", "0"))) == []

    def test_no_bookmarks(self, stocked: Program) -> None:
        done = stocked.run("list", "--bookmarks")
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.decode() == "Chưa đánh dấu bài nào.\n"

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (["tin", "moi"], [VTV[2]]),
            (["tin moi"], [VTV[2]]),
            (["da nang"], [VTV[2]]),
            (["ĐÀ NẴNG"], [VTV[2]]),
            (["d\u0323o\u0302\u0300ng nai".replace("d\u0323", "đ")], [VTV[3]]),
            (["bão"], [VTV[1], VTV[0]]),
            (["báo"], [VTV[0], VTV[1]]),
            (["khongcochunay"], []),
            (["'\"*(", "\udcff"], []),
        ],
    )
    def test_search(self, stocked: Program, words: list[str], found: list[str]) -> None:
        assert titles(ended(stocked.run("search", "--json", "--", *words))) == found

    def test_nothing_found_is_told(self, stocked: Program) -> None:
        done = stocked.run("search", "khongcochunay")
        assert (done.returncode, done.stdout) == (0, b"")
        assert "Không tìm thấy" in done.stderr.decode()

    @pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}])
    def test_utf8_whatever_the_locale(self, stocked: Program, locale: dict[str, str]) -> None:
        assert VTV[1] in ended(stocked.run("search", "bao so 3", environment=locale))
        done = stocked.run("search", "khongcochunay", environment=locale)
        assert "Không tìm thấy" in done.stderr.decode("utf-8")

    @pytest.mark.parametrize("arguments", [["list", "--json"], ["list"], ["--help"]])
    def test_whoever_stops_listening_is_not_bothered(self, stocked: Program, arguments: list[str]) -> None:
        with subprocess.Popen(
            [*COMMAND, *arguments], env=stocked.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.close()
            process.stdout = None
            _, complaint = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaint) == (0, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_what_nobody_foresaw_goes_to_the_log(self, program: Program) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*COMMAND, "paths"],
                env=program.environment,
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=PATIENCE,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr.decode().count("\n") == 1
        assert str(program.paths.log) in done.stderr.decode()
        assert "OSError" in program.paths.log.read_text("utf-8")
        assert program.paths.log.stat().st_mode & 0o777 == 0o600


class TestHostile:
    def test_nothing_that_moves_a_terminal_is_printed(self, stocked: Program) -> None:
        rows = json.loads(ended(stocked.run("list", "--json")))
        (row,) = (row for row in rows if row["source"] == "tuoitre")
        assert row["title"].startswith("Giá vàng")
        assert row["title"].endswith("[b]x[/b]")
        for arguments in (["list"], ["list", "--json"], ["search", "gia vang"], ["search", "--json", "do"]):
            harmless(stocked.run(*arguments))

    def test_nor_out_of_a_page(self, program: Program, tmp_path: Path) -> None:
        file = tmp_path / "trang\x1b[2J.html"
        file.write_text(page(HOSTILE, "Thân bài \x1b[31m đỏ \x9b0m và \u2066 kín."), "utf-8")
        for arguments in (["read"], ["inspect", "article"]):
            for form in ([], ["--json"]):
                harmless(program.run(*arguments, str(file), "--url", ARTICLE, *form))
        file.write_text(feed(Story(HOSTILE, ARTICLE)), "utf-8")
        harmless(program.run("inspect", "feed", str(file)))
        complaint = told(program.run("read", str(tmp_path / "\x1b[2J.html")), 1)
        assert "\x1b" not in complaint

    def test_nor_out_of_a_papers_file(self, program: Program, tmp_path: Path) -> None:
        file = tmp_path / "bao.toml"
        file.write_text(
            'id = "vidu"\nname = "V\\u001b[31mí"\nhome = "https://vidu.example"\n'
            '[[section]]\nid = "a"\nname = "\\u009bA"\nfeed = "https://vidu.example/a.rss"\n',
            "utf-8",
        )
        harmless(program.run("check", str(file)))
        file.write_text('id = "vi\\u001b[31mdu"\nname = "x"\nhome = "y"\nsection = []\n', "utf-8")
        assert "\x1b" not in told(program.run("check", str(file)), 1)


def harmless(done: subprocess.CompletedProcess[bytes]) -> None:
    """Something was printed, and it holds no control character but the ends of lines."""
    text = ended(done)
    assert text
    assert [char for char in text if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u2066"] == [
        "\n"
    ] * text.count("\n")
    assert "\\u001b" not in text


class TestReading:
    @pytest.fixture
    def saved(self, tmp_path: Path) -> Path:
        file = tmp_path / "bai.html"
        file.write_text(page("Sông hồi sinh", "Đoạn thứ nhất.", "Đoạn thứ hai.", lead="Câu mở đầu."), "utf-8")
        return file

    def test_a_saved_page(self, program: Program, saved: Path) -> None:
        text = ended(program.run("read", str(saved), "--url", ARTICLE))
        assert text.split("\n\n")[-3:] == ["Câu mở đầu.", "Đoạn thứ nhất.", "Đoạn thứ hai.\n"]
        assert "Sông hồi sinh" in text
        assert "Nguyễn Văn Mẫu" in text
        article = json.loads(ended(program.run("read", str(saved), "--url", ARTICLE, "--json")))
        assert (article["title"], article["by_rules"], article["url"]) == ("Sông hồi sinh", True, ARTICLE)
        assert [block["text"] for block in article["blocks"]] == ["Đoạn thứ nhất.", "Đoạn thứ hai."]

    def test_an_address(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", "Sông hồi sinh")
        text = ended(program.run("read", agent.article("vtv", 1)))
        assert "Thân bài của «Sông hồi sinh»." in text
        assert "không còn trang này" in told(program.run("read", f"{agent.base}/vtv/khong-co.htm"), 3)
        assert "không mở được" in told(program.run("read", "ftp://127.0.0.1/x"), 3)

    def test_an_address_where_nobody_answers(self, program: Program) -> None:
        with newsagent() as agent:
            gone = agent.article("vtv", 1)
        assert "Không có mạng" in told(program.run("read", gone), 4)

    @pytest.mark.parametrize("arguments", [["read"], ["inspect", "feed"], ["inspect", "article"]])
    def test_a_file_that_is_not_there(self, program: Program, tmp_path: Path, arguments: list[str]) -> None:
        assert "Không đọc được tệp" in told(program.run(*arguments, str(tmp_path / "khong.html")), 1)
        assert "Không đọc được tệp" in told(program.run(*arguments, str(tmp_path)), 1)
        assert not program.paths.log.exists()

    def test_a_page_that_is_no_article(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "trong.html").write_text("<html><body></body></html>", "utf-8")
        assert "Không tìm thấy nội dung" in told(program.run("read", str(tmp_path / "trong.html")), 1)
        assert "không phải là nguồn tin" in told(program.run("inspect", "feed", str(tmp_path / "trong.html")), 1)

    def test_inspect(self, program: Program, saved: Path, tmp_path: Path) -> None:
        def seen(*arguments: str) -> Any:
            return json.loads(ended(program.run("inspect", *arguments, "--json")))

        assert seen("article", str(saved), "--url", ARTICLE)["by_rules"]
        text = "Một đoạn văn đủ dài để ai cũng nhận ra là thân bài báo, dù không có quy tắc nào. " * 3
        saved.write_text(page("Sông hồi sinh", *[f"{text}{n}" for n in range(4)]), "utf-8")
        generic = seen("article", str(saved), "--url", ARTICLE, "--generic")
        assert not generic.get("by_rules")
        assert len(generic["blocks"]) >= 4
        (tmp_path / "tin.rss").write_text(feed(Story("Sông hồi sinh", ARTICLE)), "utf-8")
        assert seen("feed", str(tmp_path / "tin.rss"))["items"][0]["title"] == "Sông hồi sinh"
        assert "07:00" not in ended(program.run("inspect", "feed", str(tmp_path / "tin.rss"))).splitlines()[1]
        (tmp_path / "muc.html").write_text(LISTING, "utf-8")
        cards: list[dict[str, Any]] = seen("section", str(tmp_path / "muc.html"), "--url", "https://vtv.vn/x.htm")[
            "items"
        ]
        assert [card["url"] for card in cards] == [f"https://vtv.vn/bai-{n:018d}.htm" for n in (1, 2)]

    def test_inspect_guide(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "lich.xml").write_bytes(
            xmltv({"v": "VTV1 HD"}, ("v", "202611230600", "202611230630", "THỜI SỰ", "Bản tin"))
        )
        (tmp_path / "lich-phat-song-ngay-3-thang-2-nam-2026.htm").write_bytes(
            vtv_day({"VTV1": [("00:00", 30, "Ca nhạc", "")]})
        )
        shown = json.loads(ended(program.run("inspect", "guide", str(tmp_path / "lich.xml"), "--json")))
        times = {"start": "2026-11-22T23:00:00Z", "stop": "2026-11-22T23:30:00Z"}
        programme = {"channel": "v", "title": "Thời sự", "detail": "Bản tin"} | times
        assert shown == {"channels": [{"id": "v", "name": "VTV1"}], "programmes": [programme]}
        assert ended(program.run("inspect", "guide", str(tmp_path / "lich.xml"))).splitlines() == [
            "Thứ Hai 23/11/2026, 06:00–06:30  VTV1  Thời sự",
            "    Bản tin",
        ]
        page = str(tmp_path / "lich-phat-song-ngay-3-thang-2-nam-2026.htm")
        assert "Thứ Ba 03/02/2026, 00:00–00:30  VTV1  Ca nhạc" in ended(program.run("inspect", "guide", page))
        assert "04/02/2026" in ended(program.run("inspect", "guide", page, "--day", "2026-02-04"))
        (tmp_path / "khac.html").write_text("<p>404</p>", "utf-8")
        assert "không phải là lịch phát sóng" in told(program.run("inspect", "guide", str(tmp_path / "khac.html")), 1)

    def test_check(self, program: Program, agent: Newsagent, saved: Path) -> None:
        paper = program.paths.sources / "vtv.toml"
        assert "số chuyên mục  1\n" in ended(program.run("check", str(paper)))
        found = ended(program.run("check", str(paper), str(saved), "--url", agent.article("vtv", 7)))
        assert re.search(r"^tít \(title\) +\[theo quy tắc\] Sông hồi sinh$", found, re.MULTILINE)
        assert re.search(r"^thân bài \(body\) +\[theo quy tắc\] 2$", found, re.MULTILINE)
        assert re.search(r"^mã bài +vtv:000000000000000007$", found, re.MULTILINE)
        assert "đọc như bài." in found
        assert "đọc như trang chuyên mục." in ended(program.run("check", str(paper), str(saved), "--section"))
        assert "Không đọc được tệp" in told(program.run("check", str(paper), str(saved.with_name("x.html"))), 1)
        written = paper.read_text("utf-8")
        paper.write_text(written.replace("name = ", "nmae = ", 1), "utf-8")
        assert "không có khoá «nmae»; có phải «name»?" in told(program.run("check", str(paper)), 1)
        paper.write_text(written + '[article]\nlead = "h2["\n', "utf-8")
        assert "article.lead: bộ chọn «h2[» viết sai" in told(program.run("check", str(paper), str(saved)), 1)
        assert "có lỗi" in told(program.run("check", str(saved)), 1)

    def test_check_of_a_shipped_paper_on_its_own_page(self, program: Program) -> None:
        root = Path(__file__).parents[1]
        shipped, saved = root / "tuireader" / "sources" / "vtv.toml", root / "tests" / "pages" / "vtv" / "moi.html"
        found = ended(program.run("check", str(shipped), str(saved)))
        for label, value in (("giờ đăng (date)", "05/03/2026 08:15 (giờ Việt Nam)"), ("trang sau", "(không thấy)")):
            assert re.search(rf"^{re.escape(label)} +{re.escape(value)}$", found, re.MULTILINE)
        assert not re.search("^!", found, re.MULTILINE)


class TestPrune:
    def test_it_says_what_would_go_and_what_went(self, program: Program, agent: Newsagent) -> None:
        agent.prints("vtv", *VTV)
        ended(program.run("sync", "--quiet"))
        with closing(Store.open(program.paths.library)) as store:
            store.read_all(Shelf("latest"), datetime.now(UTC))
            assert "chỉ đọc" in told(program.run("prune"), 75)
        program.write_config('[keep]\nmax_library = "1 kB"\n')
        assert json.loads(ended(program.run("prune", "--dry-run", "--json")))["articles"] == 4
        assert ended(program.run("prune")).startswith("Đã dọn 4 bài đã đọc, ")
        assert ended(program.run("prune", "--dry-run")).startswith("Không có bài nào cần dọn. Thư viện chiếm ")
