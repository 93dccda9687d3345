"""`install-timer`: has the system fetch news while nobody reads, by systemd's timers for users, or by cron.

What would be written and run is shown first, and happens only when the reader says so.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tuireader.config import paths
from tuireader.errors import UnwritableFile
from tuireader.files import make_folder, write_file
from tuireader.language import tr
from tuireader.text import fold

SERVICE, TIMER = "tuireader-sync.service", "tuireader-sync.timer"
ENABLE = (("systemctl", "--user", "daemon-reload"), ("systemctl", "--user", "enable", "--now", TIMER))
DISABLE = (("systemctl", "--user", "disable", "--now", TIMER),)
RELOAD = (("systemctl", "--user", "daemon-reload"),)
PLACES = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
"""Variables that say where everything lies, which a service does not get from the reader's shell."""
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
"""Variables, also in capitals, that lead to the network, and which a service does not get either."""
HOUR, DAY = 60, 1440

# systemd.service(5), systemd.timer(5): a service of type oneshot that is started again so long after its last start.
_SERVICE = """\
[Unit]
Description={description}

[Service]
Type=oneshot
ExecStart={command}
SuccessExitStatus=3 4 75
TimeoutStartSec=15min
Nice=10
"""
_TIMER = """\
[Unit]
Description={description}

[Timer]
OnStartupSec=2min
OnUnitActiveSec={minutes}min
RandomizedDelaySec=1min

[Install]
WantedBy=timers.target
"""


def run(arguments: argparse.Namespace) -> int:
    """Show what would be done, and do it when told to; gives the exit code."""
    if arguments.cron:
        return _cron(arguments)
    folder = paths().config.parent.parent / "systemd" / "user"
    return _remove(folder, arguments) if arguments.remove else _install(folder, arguments)


def units(command: Sequence[str], minutes: int, environment: Mapping[str, str]) -> dict[str, str]:
    """The files of a service and its timer, by their names."""
    described = tr("tuireader lấy tin")
    lines = [f"Environment={_quoted(f'{name}={value}')}\n" for name, value in environment.items()]
    service = _SERVICE.format(description=described, command=" ".join(map(_quoted, command)))
    return {SERVICE: service + "".join(lines), TIMER: _TIMER.format(description=described, minutes=minutes)}


def cron_line(command: Sequence[str], minutes: int, environment: Mapping[str, str]) -> str | None:
    """The line of a crontab, None where cron has no way to say such a time (crontab(5)).

    It begins within the hour where others do not, so that papers are not asked by everybody at once.
    """
    at = zlib.crc32(os.fsencode(Path.home())) % min(minutes, HOUR)
    if minutes < HOUR and HOUR % minutes == 0:
        times = f"{at}-59/{minutes} * * * *"
    elif minutes % HOUR == 0 and DAY % minutes == 0:
        hours = minutes // HOUR
        times = f"{at} {'*' if hours == 1 else '0' if minutes == DAY else f'*/{hours}'} * * *"
    else:
        return None
    settings = ["env", *(f"{name}={value}" for name, value in environment.items())] if environment else []
    said = shlex.join([*settings, *command]).replace("%", "\\%")
    return f"{times} {said} 2>/dev/null"


def program(started: str, python: str) -> list[str]:
    """How this program is started again, from anywhere: as it was, else as a module of its Python."""
    found = shutil.which(started)
    is_ours = found is not None and Path(found).stem == "tuireader"
    return [os.path.abspath(found)] if is_ours and found else [python, "-m", "tuireader"]  # noqa: PTH100 - a link stays


def _command() -> list[str]:
    return [*program(sys.argv[0], sys.executable), "sync", "--quiet"]


def _places() -> dict[str, str]:
    return {name: os.environ[name] for name in PLACES if os.environ.get(name, "").startswith("/")}


def _proxies() -> dict[str, str]:
    return {name: os.environ[name] for name in (*PROXIES, *map(str.upper, PROXIES)) if os.environ.get(name)}


def _without_password(proxy: str) -> str:
    """As it is shown to whoever looks over a shoulder, or keeps what was printed."""
    scheme, mark, rest = proxy.partition("://")
    _, at, host = (rest if mark else proxy).rpartition("@")
    return f"{scheme}{mark}***@{host}" if mark and at else f"***@{host}" if at else proxy


def _cron(arguments: argparse.Namespace) -> int:
    if arguments.remove:
        _tell(tr("Gõ crontab -e rồi xoá dòng có tuireader sync."))
        return 0
    proxies = _proxies()
    secret = [name for name, value in proxies.items() if "@" in value]
    known = {name: value for name, value in proxies.items() if name not in secret}
    line = cron_line(_command(), arguments.every, _places() | known)
    if line is None:
        _tell(
            tr("cron không nói được khoảng này. Hãy chọn 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h hay 24h.")
        )
        return 2
    print(line)
    _tell(tr("Gõ crontab -e rồi thêm dòng trên. tuireader không tự sửa crontab của bạn."))
    if secret:
        told = tr(
            "Proxy có mật khẩu không nằm trong dòng ấy, vì máy ghi lại lệnh của cron. Tự đặt ở đầu crontab: {names}"
        )
        _tell(told.format(names=", ".join(secret)))
    return 0


def _install(folder: Path, arguments: argparse.Namespace) -> int:
    proxies = _proxies()
    files = units(_command(), arguments.every, _places() | proxies)
    shown = {name: _without_password(value) for name, value in proxies.items()}
    for name, content in units(_command(), arguments.every, _places() | shown).items():
        print(f"# {folder / name}\n{content}")
    for command in ENABLE:
        print(shlex.join(command))
    if proxies:
        told = tr("Proxy của shell ({names}) được ghi vào tệp, chỉ mình bạn đọc được; đổi proxy thì cài lại.")
        _tell(told.format(names=", ".join(proxies)))
    if (code := _stop(arguments, tr("Ghi hai tệp và chạy hai lệnh trên?"))) is not None:
        return code
    make_folder(folder)
    for name, content in files.items():
        write_file(folder / name, os.fsencode(content), over=True)
    _tell(tr("Đã ghi {service} và {timer} vào {folder}").format(service=SERVICE, timer=TIMER, folder=folder))
    code = _carry_out(ENABLE)
    if code == 0:
        _tell(tr("Muốn lấy tin cả khi chưa đăng nhập: loginctl enable-linger. Gỡ: tuireader install-timer --remove"))
    return code


def _remove(folder: Path, arguments: argparse.Namespace) -> int:
    files = [folder / name for name in (TIMER, SERVICE) if (folder / name).is_file()]
    if not files:
        _tell(tr("Chưa cài gì ở {folder}.").format(folder=folder))
        return 0
    removals = [("rm", str(path)) for path in files]
    for command in (*DISABLE, *removals, *RELOAD):
        print(shlex.join(command))
    if (code := _stop(arguments, tr("Gỡ như trên?"))) is not None:
        return code
    code = _carry_out(DISABLE)
    for path in files:
        try:
            path.unlink()
        except OSError as error:
            raise UnwritableFile(path, error.strerror or str(error)) from error
    _tell(tr("Đã xoá {files}").format(files=", ".join(path.name for path in files)))
    return _carry_out(RELOAD) or code


def _stop(arguments: argparse.Namespace, question: str) -> int | None:
    """The exit code where nothing is to be done, None where the reader wants it."""
    if arguments.dry_run:
        return 0
    if arguments.yes:
        return None
    if not sys.stdin.isatty():
        _tell(tr("Chưa làm gì. Muốn làm thật: thêm --yes"))
        return 2
    sys.stdout.flush()
    print(question, tr("Gõ «có» để đồng ý:"), end=" ", file=sys.stderr, flush=True)
    if fold(sys.stdin.readline().strip()) in ("co", "yes"):
        return None
    _tell(tr("Chưa làm gì."))
    return 0


def _carry_out(commands: Sequence[Sequence[str]]) -> int:
    """Run the commands that were shown; where that is not possible the reader is told to."""
    typed = " && ".join(map(shlex.join, commands))
    if (systemctl := shutil.which("systemctl")) is None:
        _tell(tr("Không có systemctl ở đây. Nơi có, hãy gõ: {command}").format(command=typed))
        return 0
    sys.stdout.flush()
    for command in commands:
        if subprocess.run([systemctl, *command[1:]], check=False).returncode:  # noqa: S603 - our own constants
            _tell(tr("systemctl không làm được. Sau khi sửa, hãy gõ: {command}").format(command=typed))
            return 1
    return 0


def _quoted(word: str) -> str:
    """One word of a unit file, in which `%` begins a name of systemd's own (systemd.syntax(7))."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return '"' + "".join(f"\\x{ord(sign):02x}" if sign < " " or sign == "\x7f" else sign for sign in escaped) + '"'


def _tell(sentence: str) -> None:
    print(f"tuireader: {sentence}", file=sys.stderr)
