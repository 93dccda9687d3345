"""The commands for papers as a shell sees them: real processes, real folders, and a press on 127.0.0.1."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from press import Press, Story, feed, loopback, page
from program import COMMAND, Newsagent, Program, newsagent

from tuireader.errors import NoSubscriptions
from tuireader.parsing.opml import read_opml
from tuireader.sources import load_sources, read_source
from tuireader.state import load_state, save_state

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders")

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Tin</title></head><body>
<outline text="Quê 🌾">
  <outline text="Báo &quot;Làng&quot; &amp; &lt;em&gt;" type="rss" xmlUrl="https://lang.example/rss?a=1&amp;b=2"/>
  <outline text="Báo Sông" type="rss" xmlUrl="https://song.example/feed" htmlUrl="javascript:alert(1)"/>
</outline>
<outline text="../../x" xmlUrl="https://nui.example/rss"/>
<outline text="VTV" type="rss" xmlUrl="https://vtv.vn/rss/home.rss"/>
<outline text="Lần nữa" type="rss" xmlUrl="http://lang.example/rss?a=1&amp;b=2"/>
<outline text="Thiếu"/>
</body></opml>
"""
TITLES = ("Cầu mới qua sông", "Chợ phiên mở lại", "Lúa vụ ba được mùa")


@pytest.fixture
def village() -> Iterator[tuple[Press, str]]:
    """A small site with a feed behind its page, and its articles."""
    press = Press()
    with loopback(press) as base:
        stories = [Story(title, f"{base}/bai/{n}-tin-cua-lang") for n, title in enumerate(TITLES)]
        for story in stories:
            press.prints(f"/bai/{story.url.rpartition('/')[2]}", page(story.title, f"Thân bài của «{story.title}»."))
        press.prints("/tin.xml", feed(*stories, title="Báo Làng"))
        declared = '<link rel="alternate" type="application/rss+xml" title="RSS" href="/tin.xml">'
        press.prints("/", f"<html><head><title>Báo Làng</title>{declared}</head><body></body></html>")
        yield press, base


@pytest.fixture
def agent(program: Program) -> Iterator[Newsagent]:
    with newsagent() as agent:
        program.take_papers(agent.base)
        yield agent


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
    assert line.startswith("tuireader: ")
    return line


def papers(program: Program) -> dict[str, dict[str, Any]]:
    return {paper["id"]: paper for paper in json.loads(ended(program.run("sources", "--json")))}


def files(program: Program) -> list[str]:
    return sorted(str(path.relative_to(program.paths.sources)) for path in program.paths.sources.rglob("*.toml"))


class TestAdd:
    def test_what_was_added_is_read_and_its_articles_open(
        self, program: Program, village: tuple[Press, str], agent: Newsagent
    ) -> None:
        press, base = village
        text = ended(program.run("add", base.removeprefix("http://")))
        (name,) = set(files(program)) - {"vtv.toml", "vnexpress.toml", "tuoitre.toml"}
        assert f"Đã thêm «Báo Làng» ({name.removesuffix('.toml')})" in text
        assert str(program.paths.sources / name) in text
        assert f"Tin đầu: {TITLES[0]}" in text
        ended(program.run("sync", "--quiet"))
        rows = json.loads(ended(program.run("list", "--json")))
        assert [row["title"] for row in rows if row["url"].startswith(base)] == list(TITLES)
        assert all(row["offline"] for row in rows)
        article = ended(program.run("read", rows[0]["url"]))
        assert f"Thân bài của «{TITLES[0]}»." in article
        assert press.times_asked(f"{base}/tin.xml") == 2

    def test_a_site_without_a_feed_is_read_by_its_list(
        self, program: Program, village: tuple[Press, str], agent: Newsagent
    ) -> None:
        press, base = village
        cards = "".join(
            f'<li><h3><a href="/bai/{n}-tin-cua-lang">{title}</a></h3></li>' for n, title in enumerate(TITLES)
        )
        press.prints(
            "/doi-song", f"<html><head><title>Đời sống - Làng</title></head><body><ul>{cards}</ul></body></html>"
        )
        press.prints("/tin.xml", b"", status=404)
        said = ended(program.run("add", f"{base}/doi-song", "--name", "Làng"))
        assert "không có nguồn tin, nên đọc danh sách bài trên trang" in said
        ended(program.run("sync", "--quiet"))
        rows = json.loads(ended(program.run("list", "--json")))
        assert {row["title"] for row in rows if row["url"].startswith(base)} == set(TITLES)
        assert all(row["offline"] for row in rows)

    def test_its_file_can_be_edited_and_is_not_written_again(
        self, program: Program, village: tuple[Press, str]
    ) -> None:
        _, base = village
        ended(program.run("add", base, "--name", "Làng \x1b[31mta\x07"))
        (name,) = files(program)
        path = program.paths.sources / name
        paper = read_source(path)
        assert (paper.name, [one.feed for one in paper.sections]) == ("Làng [31mta", [f"{base}/tin.xml"])
        assert stat.S_IMODE(program.paths.sources.stat().st_mode) == 0o700
        path.write_text(path.read_text("utf-8").replace("Làng [31mta", "Làng tôi"), "utf-8")
        for address in (base, f"{base}/tin.xml", paper.id):
            assert ended(program.run("add", address)).endswith("đã có sẵn và đang bật.\n")
        assert files(program) == [name]
        path.write_text("id = ", "utf-8")
        done = program.run("add", base)
        assert done.returncode == 1
        assert f"Đã có tệp {path}" in done.stderr.decode()
        assert path.read_text("utf-8") == "id = "

    def test_a_try_writes_nothing(self, program: Program, village: tuple[Press, str], tmp_path: Path) -> None:
        _, base = village
        written = tmp_path / "thu.toml"
        written.write_text(ended(program.run("add", base, "--dry-run")), "utf-8")
        assert read_source(written).sections[0].feed == f"{base}/tin.xml"
        assert not program.paths.sources.exists()
        assert not program.paths.state.exists()

    @pytest.mark.parametrize(
        "address", ["", "[::", "file:///etc/passwd", "-", "a b", "javascript:alert(1)", "x" * 9000]
    )
    def test_no_address_is_wrong_usage(self, program: Program, address: str) -> None:
        assert "Địa chỉ này không mở được." in told(program.run("add", address), 2)

    def test_what_does_not_answer(self, program: Program, village: tuple[Press, str]) -> None:
        press, base = village
        press.prints("/rong", "<p>Trống</p>")
        assert "Báo nói không còn trang này." in told(program.run("add", f"{base}/khong-co"), 3)
        press.prints("/tin.xml", b"", status=404)
        assert "Không tìm thấy nguồn tin" in told(program.run("add", f"{base}/rong"), 1)
        with loopback(Press()) as gone:
            pass
        assert "Không có mạng" in told(program.run("add", gone), 4)
        assert not program.paths.sources.exists()

    def test_a_shipped_paper_is_switched_on(self, program: Program) -> None:
        assert ended(program.run("add", "vtv.vn")) == "«VTV» đã có sẵn và đang bật.\n"
        self.says_only_its_file(program, "genk", "«GenK» đã có sẵn và đang tắt")
        assert not papers(program)["genk"]["on"]
        assert ended(program.run("add", "genk")) == "«GenK» đã có sẵn; vừa bật lại.\n"
        assert papers(program)["genk"]["on"]
        assert not program.paths.sources.exists()

    def test_a_try_of_an_own_paper_gives_its_file_as_it_stands(self, program: Program, agent: Newsagent) -> None:
        own = program.paths.sources / "vtv.toml"
        own.write_text(own.read_text("utf-8") + "# một lời của tôi\n", "utf-8")
        assert self.says_only_its_file(program, "vtv", "đã có sẵn và đang bật").endswith("# một lời của tôi\n")

    @staticmethod
    def says_only_its_file(program: Program, paper: str, remark: str) -> str:
        done = program.run("add", paper, "--dry-run")
        assert done.returncode == 0
        assert remark in done.stderr.decode()
        text = done.stdout.decode()
        assert tomllib.loads(text)["id"] == paper
        return text

    def test_a_broken_library_is_no_hindrance(self, program: Program, village: tuple[Press, str]) -> None:
        program.paths.library.parent.mkdir(parents=True)
        program.paths.library.write_bytes(b"no library" * 999)
        ended(program.run("add", village[1]))
        assert len(files(program)) == 1


class TestRemove:
    def test_a_file_is_put_away(self, program: Program, village: tuple[Press, str]) -> None:
        ended(program.run("add", village[1]))
        (name,) = files(program)
        written = (program.paths.sources / name).read_bytes()
        text = ended(program.run("rm", name.removesuffix(".toml")))
        target = program.paths.sources / "da-bo" / name
        assert f"Đã bỏ «Báo Làng». Tệp được cất ở {target}" in text
        assert target.read_bytes() == written
        assert name.removesuffix(".toml") not in papers(program)

    def test_a_shipped_paper_is_switched_off(self, program: Program) -> None:
        assert ended(program.run("rm", "vtv")) == "Đã tắt «VTV». Bật lại: tuireader add vtv\n"
        assert not papers(program)["vtv"]["on"]
        assert 'xmlUrl="https://vtv.vn' not in ended(program.run("export"))
        assert ended(program.run("add", "vtv")) == "«VTV» đã có sẵn; vừa bật lại.\n"
        assert papers(program)["vtv"]["on"]
        assert load_state(program.paths.state).choice.papers == {}

    def test_a_file_in_the_place_of_a_shipped_paper(self, program: Program) -> None:
        program.take_papers("http://127.0.0.1:9", papers=["vtv"])
        assert papers(program)["vtv"]["own"]
        assert "Bản có sẵn của báo này dùng trở lại" in ended(program.run("rm", "vtv"))
        assert papers(program)["vtv"]["home"] == "https://vtv.vn"

    def test_a_broken_file(self, program: Program) -> None:
        program.paths.sources.mkdir(parents=True)
        (program.paths.sources / "hong.toml").write_text("id = ", "utf-8")
        assert program.run("rm", "hong").returncode == 0
        assert files(program) == ["da-bo/hong.toml"]
        assert program.run("sources").stderr == b""

    @pytest.mark.parametrize("paper", ["khong-co", "", "../../x", "tuibao", "\x1b[31m"])
    def test_nobody(self, program: Program, paper: str) -> None:
        assert "Không có báo nào tên là" in told(program.run("rm", paper), 1)


class TestSources:
    def test_a_broken_file_is_told_and_passed_over(self, program: Program) -> None:
        program.paths.sources.mkdir(parents=True)
        (program.paths.sources / "hong.toml").write_text("id = ", "utf-8")
        done = program.run("sources", "--json")
        assert len(json.loads(done.stdout)) == len(load_sources()[0])
        assert "hong.toml có lỗi" in done.stderr.decode()
        assert done.returncode == 0

    def test_every_paper_is_there(self, program: Program) -> None:
        known = load_sources()[0]
        text = ended(program.run("sources"))
        rows = papers(program)
        assert list(rows) == [paper.id for paper in known]
        for paper in known:
            assert f"{paper.id}  {paper.name}" in text
            assert [one["id"] for one in rows[paper.id]["sections"]] == [one.id for one in paper.sections]
            assert (rows[paper.id]["on"], rows[paper.id]["own"]) == (paper.on, False)

    def test_secrets_are_not_shown(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "urls").write_text("https://an:matkhau@lang.example/rss ~Làng\n", "utf-8")
        said = ended(program.run("import", str(tmp_path / "urls")))
        said += ended(program.run("sources")) + ended(program.run("sources", "--json"))
        assert "https://lang.example/rss" in said
        assert "matkhau" not in said
        assert (
            read_source(program.paths.sources / "lang.toml").sections[0].feed == "https://an:matkhau@lang.example/rss"
        )


class TestImport:
    def test_a_list(self, program: Program, tmp_path: Path) -> None:
        path = tmp_path / "tin.opml"
        path.write_text(OPML, "utf-8")
        ended(program.run("rm", "vtv"))
        text = ended(program.run("import", str(path)))
        assert text.splitlines() == [
            '+ lang  Báo "Làng" & <em>  https://lang.example/rss?a=1&b=2',
            "+ song  Báo Sông  https://song.example/feed",
            "+ nui  ../../x  https://nui.example/rss",
            "= vtv/trang-chu  VTV: Trang chủ",
            "- Lần nữa: đã có ở phía trên trong danh sách",
            "- Thiếu: không có địa chỉ nguồn tin http(s)",
            "3 báo mới, 1 nguồn đã có sẵn, 2 dòng không lấy.",
        ]
        assert files(program) == ["lang.toml", "nui.toml", "song.toml"]
        rows = papers(program)
        assert (rows["lang"]["folder"], rows["song"]["home"]) == ("Quê 🌾", "https://song.example/")
        assert [one["id"] for one in rows["vtv"]["sections"] if one["on"]] == ["trang-chu"]
        again = ended(program.run("import", str(path)))
        assert again.endswith("0 báo mới, 4 nguồn đã có sẵn, 2 dòng không lấy.\n")
        assert files(program) == ["lang.toml", "nui.toml", "song.toml"]

    def test_from_stdin_and_only_to_see(self, program: Program) -> None:
        done = subprocess.run(
            [*COMMAND, "import", "-", "--dry-run"],
            input=OPML.encode("utf-16"), capture_output=True, check=True, env=program.environment,
        )  # fmt: skip
        assert done.stdout.decode().endswith("3 báo mới, 1 nguồn đã có sẵn, 2 dòng không lấy.\n")
        assert not program.paths.sources.exists()
        assert not program.paths.state.exists()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "tệp trống"),
            (b"<!DOCTYPE html><html></html>", "đây không phải là tệp OPML"),
            (b"\x00\xff\x00\xfe" * 99, "đây không phải là tệp OPML"),
            (b"<opml version='2.0'><body/></opml>", "không có địa chỉ nào đọc được"),
            (b"query:x:y\nexec:x\n", "không có địa chỉ nào đọc được"),
            (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "thực thể XML"),
        ],
    )
    def test_no_list(self, program: Program, tmp_path: Path, content: bytes, sentence: str) -> None:
        (tmp_path / "tin").write_bytes(content)
        assert sentence in told(program.run("import", str(tmp_path / "tin")), 1)

    @pytest.mark.parametrize("name", ["khong-co", ".", "\x1b[31m"])
    def test_no_file(self, program: Program, tmp_path: Path, name: str) -> None:
        line = told(program.run("import", str(tmp_path / name)), 1)
        assert "Không đọc được tệp" in line
        assert "\x1b" not in line

    def test_a_file_of_the_readers_stays(self, program: Program, tmp_path: Path) -> None:
        program.paths.sources.mkdir(parents=True)
        (program.paths.sources / "lang.toml").write_text("# của tôi\nid =", "utf-8")
        (tmp_path / "tin.opml").write_text(OPML, "utf-8")
        done = program.run("import", str(tmp_path / "tin.opml"))
        assert done.returncode == 3
        assert b"2 b\xc3\xa1o m\xe1\xbb\x9bi" in done.stdout
        assert (program.paths.sources / "lang.toml").read_text("utf-8") == "# của tôi\nid ="


class TestExport:
    def test_there_and_back_and_there(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "tin.opml").write_text(OPML, "utf-8")
        ended(program.run("import", str(tmp_path / "tin.opml")))
        state = load_state(program.paths.state)
        choice = replace(state.choice, order=tuple(dict.fromkeys(("nui", "tuoitre", *state.choice.order))))
        assert save_state(program.paths.state, replace(state, choice=choice))
        first = ended(program.run("export"))
        assert [one.text for one in read_opml(first.encode())][:3] == ["../../x", "Tuổi Trẻ", "VTV"]
        assert ended(program.run("export", str(tmp_path / "mot.opml"))) == ""
        other = Program(tmp_path / "khac")
        ended(other.run("import", str(tmp_path / "mot.opml")))
        assert ended(other.run("export")) == first
        assert (tmp_path / "mot.opml").read_text("utf-8") == first

    def test_what_is_there_is_not_written_over(self, program: Program, tmp_path: Path) -> None:
        path = tmp_path / "bao.opml"
        path.write_text("của bạn", "utf-8")
        assert told(program.run("export", str(path)), 1).endswith("không ghi đè. Muốn ghi đè: --force\n")
        assert path.read_text("utf-8") == "của bạn"
        assert ended(program.run("export", "--force", str(path))) == ""
        assert read_opml(path.read_bytes())
        assert [one.name for one in tmp_path.iterdir() if one.suffix == ".opml" or one.name[0] == "."] == ["bao.opml"]

    @pytest.mark.parametrize("name", [".", "khong-co/bao.opml", "n" * 300])
    @pytest.mark.parametrize("force", [[], ["--force"]])
    def test_no_place(self, program: Program, tmp_path: Path, name: str, force: list[str]) -> None:
        told(program.run("export", str(tmp_path / name), *force), 1)
        assert not (tmp_path / "khong-co").exists()

    def test_nothing_on(self, program: Program) -> None:
        for paper in [paper.id for paper in load_sources()[0] if paper.on]:
            ended(program.run("rm", paper))
        with pytest.raises(NoSubscriptions):
            read_opml(ended(program.run("export")).encode())

    @pytest.mark.skipif(shutil.which("newsboat") is None, reason="needs newsboat")
    def test_another_reader_takes_it(self, program: Program, tmp_path: Path) -> None:
        (tmp_path / "tin.opml").write_text(OPML, "utf-8")
        ended(program.run("import", str(tmp_path / "tin.opml")))
        ended(program.run("export", str(tmp_path / "bao.opml")))
        urls = tmp_path / "urls"
        urls.touch()
        command = ["newsboat", "-u", str(urls), "-c", str(tmp_path / "c.db"), "-C", "/dev/null", "-i"]
        subprocess.run([*command, str(tmp_path / "bao.opml")], check=True, capture_output=True, env=program.environment)
        theirs = {line.split()[0] for line in urls.read_text("utf-8").splitlines() if line.strip()}
        followed = {
            one["feed"] for paper in papers(program).values() if paper["on"] for one in paper["sections"] if one["on"]
        }
        assert theirs == followed - {""}
