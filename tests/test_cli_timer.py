"""`install-timer`: what it shows, what it writes and runs, and only when it is told to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import terminal

from tuireader.cli import timer
from tuireader.cli.arguments import parser
from tuireader.cli.timer import SERVICE, TIMER, cron_line, program, units

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders and programs of a shell")

NAMES = [SERVICE, TIMER]
SYSTEMCTL = '#!/bin/sh\necho "$@" >> "{log}"\nexit {code}\n'
Command = Callable[..., int]


class Machine:
    """A home and a PATH on which nothing lies but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.units = folder / "config" / "systemd" / "user"
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.log = folder / "log"
        self.environment = {
            "HOME": str(folder),
            "PATH": str(self.programs),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "TERM": "xterm",
            "LANG": "vi_VN.UTF-8",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }

    def has_systemctl(self, code: int = 0) -> None:
        path = self.programs / "systemctl"
        path.write_text(SYSTEMCTL.format(log=self.log, code=code))
        path.chmod(0o700)

    @property
    def ran(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    @property
    def written(self) -> list[str]:
        return sorted(path.name for path in self.units.iterdir()) if self.units.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def command(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """The subcommand in this process, with nobody to ask."""
    for name in (*timer.PLACES, *timer.PROXIES, *map(str.upper, timer.PROXIES)):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "PATH", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, machine.environment[name])
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        yield lambda *arguments: timer.run(parser().parse_args(["install-timer", *arguments]))


class TestUnits:
    def test_words_that_mean_something_to_systemd(self) -> None:
        files = units(['/a b/100%/"x\\y', "sync"], 45, {"XDG_DATA_HOME": "/dữ liệu/50%"})
        assert 'ExecStart="/a b/100%%/\\"x\\\\y" "sync"\n' in files[SERVICE]
        assert 'Environment="XDG_DATA_HOME=/dữ liệu/50%%"\n' in files[SERVICE]
        assert "OnUnitActiveSec=45min\n" in files[TIMER]
        assert 'ExecStart="/a\\x0aExecStart=/bin/x"\n' in units(["/a\nExecStart=/bin/x"], 5, {})[SERVICE]

    def test_what_is_no_failure_of_a_service(self) -> None:
        assert "SuccessExitStatus=3 4 75\n" in units(["/x"], 30, {})[SERVICE]


class TestCron:
    @pytest.mark.parametrize(
        ("minutes", "times"),
        [(5, "-59/5 * * * *"), (30, "-59/30 * * * *"), (60, " * * * *"), (120, " */2 * * *"), (1440, " 0 * * *")],
    )
    def test_times(self, minutes: int, times: str) -> None:
        line = cron_line(["/x/tuireader", "sync"], minutes, {})
        assert line is not None
        minute, _, rest = line.partition(times)
        assert 0 <= int(minute) < min(minutes, 60)
        assert rest == " /x/tuireader sync 2>/dev/null"

    @pytest.mark.parametrize("minutes", [7, 45, 90, 300])
    def test_times_that_cron_cannot_say(self, minutes: int) -> None:
        assert cron_line(["/x"], minutes, {}) is None

    def test_words_that_mean_something_to_cron(self) -> None:
        line = cron_line(["/a b/100%", "sync"], 30, {"XDG_DATA_HOME": "/d e"})
        assert line is not None
        assert line.endswith(" env 'XDG_DATA_HOME=/d e' '/a b/100\\%' sync 2>/dev/null")

    def test_nothing_is_written(self, machine: Machine, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert command("--cron", "--yes") == 0
        assert "sync --quiet" in capsys.readouterr().out
        assert command("--cron", "--remove") == 0
        assert command("--cron", "--every", "45m") == 2
        assert machine.written == []


class TestProgram:
    def test_as_it_is_started(self, tmp_path: Path) -> None:
        installed = tmp_path / "venv" / "bin" / "tuireader"
        installed.parent.mkdir(parents=True)
        installed.write_text("#!/bin/sh\n")
        installed.chmod(0o700)
        linked = tmp_path / "tuireader"
        linked.symlink_to(installed)
        assert program(str(installed), "python") == [str(installed)]
        assert program(str(linked), "python") == [str(linked)], "pipx changes what its link leads to"

    def test_as_a_module(self, tmp_path: Path) -> None:
        (tmp_path / "__main__.py").write_text("")
        for started in (str(tmp_path / "__main__.py"), sys.executable, "-c", ""):
            assert program(started, "/venv/bin/python") == ["/venv/bin/python", "-m", "tuireader"]


class TestInstalling:
    def test_shown_and_not_written(
        self, machine: Machine, command: Command, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine.has_systemctl()
        assert command("--dry-run") == 0
        shown = capsys.readouterr()
        assert shown.err == ""
        for part in (str(machine.units / SERVICE), "[Timer]", "systemctl --user enable --now tuireader-sync.timer"):
            assert part in shown.out
        assert command() == 2, "nobody is there to be asked"
        assert "--yes" in capsys.readouterr().err
        assert (machine.written, machine.ran) == ([], [])

    def test_there_and_gone_again(self, machine: Machine, command: Command) -> None:
        machine.has_systemctl()
        assert command("--yes", "--every", "2h") == 0
        assert machine.written == NAMES
        assert "OnUnitActiveSec=120min" in (machine.units / TIMER).read_text("utf-8")
        assert f'"XDG_CONFIG_HOME={machine.environment["XDG_CONFIG_HOME"]}"' in (machine.units / SERVICE).read_text()
        assert command("--yes", "--every", "15m") == 0, "it may be changed"
        assert "OnUnitActiveSec=15min" in (machine.units / TIMER).read_text("utf-8")
        (machine.units / "other.timer").write_text("somebody else's")
        assert command("--remove", "--dry-run") == 0
        assert command("--remove") == 2
        assert machine.written == ["other.timer", *NAMES]
        assert command("--remove", "--yes") == 0
        assert machine.written == ["other.timer"]
        enabled = ["--user daemon-reload", f"--user enable --now {TIMER}"]
        assert machine.ran == [*enabled, *enabled, f"--user disable --now {TIMER}", "--user daemon-reload"]
        assert command("--remove", "--yes") == 0
        assert len(machine.ran) == 6, "there is nothing left to do"

    def test_the_proxy_of_the_shell(
        self, machine: Machine, command: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("https_proxy", "http://toi:m%40t@proxy.example:3128")
        monkeypatch.setenv("NO_PROXY", "bao.example")
        assert command("--yes") == 0
        shown = capsys.readouterr()
        line = 'Environment="https_proxy=http://toi:m%%40t@proxy.example:3128"\nEnvironment="NO_PROXY=bao.example"\n'
        assert line.replace("toi:m%%40t", "***") in shown.out
        assert "(https_proxy, NO_PROXY)" in shown.err
        service = machine.units / SERVICE
        assert line in service.read_text("utf-8")
        assert service.stat().st_mode & 0o077 == 0
        assert command("--cron") == 0
        shown = capsys.readouterr()
        assert " NO_PROXY=bao.example " in shown.out
        assert "proxy.example" not in shown.out
        assert shown.err.endswith("crontab: https_proxy\n")

    def test_without_systemctl(self, machine: Machine, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert command("--yes") == 0
        assert machine.written == NAMES
        assert "systemctl --user daemon-reload && systemctl --user enable" in capsys.readouterr().err

    def test_a_systemctl_that_fails(
        self, machine: Machine, command: Command, capsys: pytest.CaptureFixture[str]
    ) -> None:
        machine.has_systemctl(code=1)
        assert command("--yes") == 1
        assert machine.ran == ["--user daemon-reload"]
        assert "systemctl không làm được" in capsys.readouterr().err

    @pytest.mark.parametrize(("answer", "names"), [("có", NAMES), ("", []), ("k", [])])
    def test_the_reader_is_asked(self, machine: Machine, answer: str, names: list[str]) -> None:
        machine.has_systemctl()
        command = (sys.executable, "-m", "tuireader", "install-timer")
        with terminal(command, machine.environment) as shell:
            shell.wait_for("[Install]", "Gõ «có» để đồng ý:")
            assert machine.written == []
            shell.press(answer, "enter")
            assert shell.end() == 0
        assert machine.written == names
        assert len(machine.ran) == len(names)
