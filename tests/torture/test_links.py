"""Links that pretend: what leaves the program, what the reader is told, and the terminal while another draws on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from press import Story, feed
from program import COMMAND, Program, newsagent

from tuireader.parsing.address import canonical_url, link_address
from tuireader.parsing.feed import parse_feed
from tuireader.ui.launch import browser_argv, is_safe, open_in_browser, shown_host

if os.name == "posix":
    from terminal import terminal

TITLE = "Cầu mới nối đôi bờ"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://vnexpress.net@evil.example/tin", "evil.example"),
        ("https://vnexpress.net:443%2Ftin@evil.example/", "evil.example"),
        ("https://vnexpress.net\\@evil.example/", "evil.example"),
        ("https://evil.example/@vnexpress.net", "evil.example"),
        ("https://EVIL.example.:443/", "evil.example"),
        ("https://vn\u0435xpress.net/", "xn--vnxpress-d8g.net"),
        ("https://vnexpress。net/", "vnexpress.net"),
        ("https://vnexpress\u200b.net/", "vnexpress.net"),
        ("https://\u202eten.sserpxenv/", ""),
    ],
)
def test_the_site_that_is_shown_is_the_one_that_is_asked(url: str, host: str) -> None:
    address = link_address(url)
    assert address == "" or (shown_host(address) == host and is_safe(address))
    assert address == "" or "@" not in address.partition("//")[2].partition("/")[0]
    assert bool(address) == bool(host)


@pytest.mark.parametrize("url", ["https://vnexpress.net@evil.example/", "https://a:b@evil.example/", "http://@x/"])
async def test_a_user_before_the_host_does_not_leave(url: str) -> None:
    assert not is_safe(url)
    assert not await open_in_browser(url, ["true"])


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a", "https://bao.example/a"),
        ("//khac.example/a", "https://khac.example/a"),
        ("?q=1", "https://bao.example/tin/?q=1"),
        ("../b", "https://bao.example/b"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_addresses_are_seen_from_their_page(link: str, address: str) -> None:
    assert canonical_url(link, "https://bao.example/tin/") == address
    items = parse_feed(feed(Story("Tin", link)).encode(), "https://bao.example/tin/").items
    assert [item.url for item in items] == [address]


@pytest.mark.parametrize(("guid", "address"), [("https://bao.example/1", "https://bao.example/1"), ("tag:1", "")])
def test_a_number_stands_for_the_address_only_if_it_is_one(guid: str, address: str) -> None:
    rss = f"<rss><channel><item><title>Tin</title><guid>{guid}</guid></item></channel></rss>"
    items = parse_feed(rss.encode(), "https://bao.example/").items
    assert [item.url for item in items] == [address]


def executable(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("browser", "argv"),
    [
        ("{here}/mo %s &", ["{here}/mo", "%s"]),
        ("/nonexistent:{here}/mo", ["{here}/mo"]),
        ("'{here}/mo", ["{here}/w3m"]),
        ("", ["{here}/w3m"]),
    ],
)
def test_what_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: str, argv: list[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("mo", "w3m"):
        executable(tmp_path / name, "")
    found = browser_argv([], {"BROWSER": browser.format(here=tmp_path)}, "linux")
    assert found is not None
    assert found[1:] == argv[1:]
    assert Path(found[0]).name == Path(argv[0]).name


async def test_the_place_of_an_address_in_a_command(tmp_path: Path) -> None:
    command = executable(tmp_path / "mo", f'for word; do echo "<$word>"; done > "{tmp_path}/argv"')
    assert await open_in_browser("https://bao.example/$(id)", [command, "--new", "url=%s"])
    assert (tmp_path / "argv").read_text() == "<--new>\n<url=https://bao.example/$(id)>\n"


@pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
def test_a_browser_of_the_terminal_has_it_for_itself_and_gives_it_back(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.write_config("motion = false\nrefresh_minutes = 0\n")
    folder = tmp_path / "bin"
    folder.mkdir()
    executable(folder / "lynx", 'echo "ở trong lynx: $1"; read answer; echo "nghe: $answer"; trap : INT; kill -INT 0')
    environment = program.environment | {"PATH": f"{folder}:/usr/bin:/bin"}
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", TITLE)
        with terminal(COMMAND, environment) as screen:
            screen.wait_for(TITLE)
            screen.press("o")
            screen.wait_for("ở trong lynx: https://")
            assert screen.is_restored
            screen.press("chào\n")
            screen.wait_for("nghe: chào", TITLE, "Đã mở ")
            screen.press("\x11")
            assert screen.end() == 0
            assert screen.is_restored
