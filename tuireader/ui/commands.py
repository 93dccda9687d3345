"""What a reader can do, one row a command: keys, footer, palette, help and the README's table all follow from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding
from textual.keys import key_to_character

from tuireader.language import key_words, tr
from tuireader.text import fold

Scope = Literal["list", "article", "desk", "browse", "papers", "guide", "picture", "changes"]
Group = Literal[
    "Đi lại",
    "Đọc",
    "Giữ lại",
    "Tìm",
    "Lấy tin",
    "Màn hình",
    "Trong bài",
    "Trong màn hình chọn báo",
    "Trong lịch phát sóng",
    "Khi xem ảnh",
    "Khi xem chỗ sửa",
]


class Command(Struct, frozen=True):
    """One thing to do. `action` is the name of the method `action_<name>` of each of `scopes`."""

    action: str
    keys: tuple[str, ...]
    """Textual's names of keys, the one to show first; at least one of an essential command is no letter."""
    label: str
    """Two or three words, for the footer and the palette."""
    help: str
    """One sentence, for the help screen and the README."""
    group: Group
    scopes: tuple[Scope, ...] = ("desk",)
    when: str = ""
    """The name of the condition of the screen under which it works; empty means always."""
    footer: int = 0
    """Its place in the footer, from 1; 0 is not there."""
    palette: bool = True


BOTH: tuple[Scope, ...] = ("list", "article")
SCREEN: tuple[Scope, ...] = ("browse",)
DESK: tuple[Scope, ...] = ("desk",)
ARTICLE: tuple[Scope, ...] = ("article",)
PAPERS: tuple[Scope, ...] = ("papers",)
GUIDE: tuple[Scope, ...] = ("guide",)
PICTURE: tuple[Scope, ...] = ("picture",)
CHANGES: tuple[Scope, ...] = ("changes",)

FRONT_PAGE: frozenset[Scope] = frozenset(("browse", "desk", "list", "article"))
"""Where the keys of the front page are heard."""

_TABLE: tuple[Command, ...] = (
    Command("line_down", ("down", "j"), "Xuống", "Xuống một dòng", "Đi lại", BOTH, palette=False),
    Command("line_up", ("up", "k"), "Lên", "Lên một dòng", "Đi lại", BOTH, palette=False),
    Command("page_down", ("pagedown", "ctrl+d"), "Trang sau", "Xuống một trang", "Đi lại", BOTH, palette=False),
    Command("page_up", ("pageup", "ctrl+u"), "Trang trước", "Lên một trang", "Đi lại", BOTH, palette=False),
    Command("first", ("home", "g"), "Đầu", "Về đầu danh sách hay đầu bài", "Đi lại", BOTH, palette=False),
    Command("last", ("end", "G"), "Cuối", "Tới cuối danh sách hay cuối bài", "Đi lại", BOTH, palette=False),
    Command("open", ("enter", "right"), "Đọc", "Mở bài, hay đi sang khung bên phải", "Đọc", when="has_row", footer=1),
    Command("back", ("escape", "left"), "Trở lại", "Trở lại khung trước", "Đi lại", footer=8),
    Command("back_or_quit", ("q",), "Thoát", "Trở lại; ở ngoài cùng thì thoát", "Đi lại", footer=9),
    Command("next_pane", ("tab",), "Khung kế", "Sang khung kế tiếp", "Đi lại"),
    Command("previous_pane", ("shift+tab",), "Khung trước", "Về khung trước", "Đi lại"),
    Command("pane('shelves')", ("1",), "Chuyên mục", "Tới danh sách chuyên mục", "Đi lại"),
    Command("pane('headlines')", ("2",), "Đầu tin", "Tới danh sách đầu tin", "Đi lại"),
    Command("pane('article')", ("3",), "Bài báo", "Tới bài đang mở", "Đi lại", when="has_article"),
    Command("next_unread", ("n", "ctrl+down"), "Chưa đọc kế", "Mở bài chưa đọc kế tiếp", "Đọc", footer=5),
    Command("previous_unread", ("p", "ctrl+up"), "Chưa đọc trước", "Mở bài chưa đọc phía trên", "Đọc"),
    Command("next_article", ("J", "shift+down"), "Bài kế", "Mở bài ngay dưới", "Đọc"),
    Command("previous_article", ("K", "shift+up"), "Bài trước", "Mở bài ngay trên", "Đọc"),
    Command("read_on", ("space",), "Đọc tiếp", "Xuống trang; hết bài thì sang bài chưa đọc kế", "Đọc", footer=6),
    Command(
        "bookmark",
        ("b", "f2"),
        "Đánh dấu",
        "Giữ bài để đọc lại, hay thôi giữ",
        "Giữ lại",
        SCREEN,
        when="has_row",
        footer=2,
    ),
    Command("bookmarks", ("B", "shift+f2", "f14"), "Xem đánh dấu", "Mở danh sách bài đã đánh dấu", "Giữ lại"),
    Command(
        "toggle_read", ("m",), "Đã đọc/chưa", "Đổi bài thành đã đọc hay chưa đọc", "Giữ lại", SCREEN, when="has_row"
    ),
    Command("read_all", ("A",), "Đọc hết", "Coi cả danh sách là đã đọc", "Giữ lại", SCREEN, when="has_row"),
    Command("undo", ("U", "ctrl+z"), "Hoàn tác", "Lấy lại việc vừa làm", "Giữ lại", ("browse", "papers")),
    Command(
        "search",
        ("slash", "ctrl+f"),
        "Tìm",
        "Tìm trong mọi bài, gõ không dấu cũng được",
        "Tìm",
        ("desk", "papers"),
        footer=3,
    ),
    Command("narrow", ("f", "f3"), "Lọc", "Gõ để chỉ còn những tin có những chữ ấy; Esc bỏ lọc", "Tìm"),
    Command("refresh", ("r", "f5"), "Làm mới", "Lấy tin của danh sách này", "Lấy tin", SCREEN),
    Command(
        "refresh_all", ("R", "shift+f5", "f17"), "Làm mới tất cả", "Lấy tin của mọi báo", "Lấy tin", SCREEN, footer=7
    ),
    Command("pack", ("P", "f7"), "Gói mang đi", "Gói bài mới để đọc khi không có mạng", "Lấy tin", SCREEN),
    Command("stop", ("ctrl+x",), "Dừng", "Dừng lấy tin; tin đã về vẫn giữ", "Lấy tin", SCREEN, when="is_refreshing"),
    Command("save_data", ("T",), "Tiết kiệm", "Tiết kiệm dữ liệu: không ảnh, ít bài; hay thôi", "Lấy tin", SCREEN),
    Command("usage", ("u",), "Dữ liệu", "Dữ liệu đã dùng: lần này, hôm nay, tháng này", "Lấy tin", SCREEN),
    Command("browser", ("o", "ctrl+o"), "Trình duyệt", "Mở bài trong trình duyệt", "Đọc", SCREEN, when="has_row"),
    Command(
        "copy_address",
        ("y", "ctrl+y"),
        "Chép địa chỉ",
        "Chép địa chỉ bài, cả qua ssh",
        "Giữ lại",
        SCREEN,
        when="has_row",
    ),
    Command("copy_title", ("Y",), "Chép tít và địa chỉ", "Chép tít và địa chỉ bài", "Giữ lại", SCREEN, when="has_row"),
    Command(
        "changes", ("D", "alt+d"), "Chỗ sửa", "Xem báo đã sửa những chữ nào trong bài", "Đọc", SCREEN, when="has_row"
    ),
    Command("ticker", ("t", "f6"), "Dải tin mới", "Vào dải TIN MỚI, ←→ chọn, Enter mở", "Màn hình", SCREEN),
    Command("alone", ("z", "f9"), "Đọc một mình", "Chỉ còn bài báo trên màn hình", "Màn hình", when="has_article"),
    Command("sort", ("s", "shift+f3", "f15"), "Xếp", "Xếp theo giờ, hay theo từng báo", "Màn hình"),
    Command(
        "papers",
        ("c", "f10"),
        "Chọn báo",
        "Chọn báo và chuyên mục, xếp thứ tự, thêm báo mới",
        "Màn hình",
        SCREEN,
        footer=10,
    ),
    Command(
        "guide", ("v", "f8"), "Lịch phát sóng", "Xem kênh nào đang phát gì, hôm nay và mấy hôm tới", "Màn hình", SCREEN
    ),
    Command(
        "help",
        ("question_mark", "f1"),
        "Trợ giúp",
        "Bảng phím này",
        "Màn hình",
        ("browse", "papers", "guide", "picture", "changes"),
        footer=4,
    ),
    Command(
        "palette", ("ctrl+p",), "Bảng lệnh", "Gõ tên lệnh để chạy, không cần dấu", "Màn hình", SCREEN, palette=False
    ),
    *(
        Command(action, keys, label, sentence, "Trong bài", scopes, when=when)
        for action, keys, label, sentence, scopes, when in (
            (
                "find",
                ("slash",),
                "Tìm trong bài",
                "Tìm chữ trong bài, không cần dấu (Ctrl+F tìm trong mọi bài)",
                ARTICLE,
                "has_text",
            ),
            ("find_next", ("n", "ctrl+down"), "Chỗ kế", "Khi đang tìm: tới chỗ kế tiếp", ARTICLE, "is_finding"),
            (
                "find_previous",
                ("N", "ctrl+up"),
                "Chỗ trước",
                "Khi đang tìm: về chỗ trước; Esc thôi tìm",
                ARTICLE,
                "is_finding",
            ),
            ("links", ("l", "f4"), "Liên kết", "Đặt chữ lên liên kết và ảnh; bấm chữ ấy để mở", ARTICLE, "has_text"),
            ("pictures", ("i", "alt+i"), "Ảnh", "Hiện hay giấu ảnh trong bài", ARTICLE, "has_text"),
            ("article_back", ("alt+left",), "Bài mở trước", "Về bài mở trước đó, đúng chỗ đã đọc", DESK, "has_article"),
            (
                "article_forward",
                ("alt+right",),
                "Bài mở sau",
                "Tới bài mở sau đó, đúng chỗ đã đọc",
                DESK,
                "has_article",
            ),
            ("narrow_text", ("less_than_sign",), "Hẹp lại", "Thu hẹp dòng chữ", ARTICLE, "has_text"),
            ("widen_text", ("greater_than_sign",), "Rộng ra", "Nới rộng dòng chữ", ARTICLE, "has_text"),
            ("copy_email", ("e",), "Chép thư điện tử", "Chép thư điện tử của ban viết bài", ARTICLE, "has_text"),
        )
    ),
    *(
        Command(action, keys, label, sentence, "Trong màn hình chọn báo", PAPERS, footer=footer, palette=False)
        for action, keys, label, sentence, footer in (
            ("switch", ("space", "x"), "Bật/tắt", "Bật hay tắt báo, chuyên mục", 1),
            ("unfold", ("right",), "Chuyên mục", "Xem các chuyên mục của báo", 2),
            ("fold", ("left",), "Gập", "Gập các chuyên mục lại", 0),
            ("look", ("enter",), "Xem thử", "Xem thử một chuyên mục mà không bật; ở báo thì mở hay gập", 0),
            ("add", ("a", "f7"), "Thêm báo", "Thêm báo theo địa chỉ của trang hay của nguồn tin (RSS)", 6),
            ("move_down", ("shift+down", "ctrl+down", "J"), "Xuống", "Đưa báo xuống dưới", 7),
            ("move_up", ("shift+up", "ctrl+up", "K"), "Lên", "Đưa báo lên trên", 8),
            ("close", ("escape", "q"), "Xong", "Trở lại đọc báo; lựa chọn đã được ghi", 5),
        )
    ),
    *(
        Command(action, keys, label, sentence, "Trong lịch phát sóng", GUIDE, footer=footer, palette=False)
        for action, keys, label, sentence, footer in (
            ("watch", ("enter",), "Xem", "Xem kênh này: bằng «player» của bạn, hay trình duyệt", 1),
            ("watch_outside", ("o", "ctrl+o"), "Trình duyệt", "Xem kênh này trong trình duyệt", 0),
            ("later", ("right",), "Sau", "Chương trình sau; màn hình hẹp: kênh sau", 0),
            ("earlier", ("left",), "Trước", "Chương trình trước; màn hình hẹp: kênh trước, trở lại", 0),
            ("to_now", ("space", "n"), "Bây giờ", "Về lúc này của hôm nay", 2),
            ("next_day", ("greater_than_sign", "full_stop", "ctrl+right"), "Hôm sau", "Cùng giờ ấy, hôm sau", 3),
            ("previous_day", ("less_than_sign", "comma", "ctrl+left"), "Hôm trước", "Cùng giờ ấy, hôm trước", 3),
            ("reload", ("r", "f5"), "Làm mới", "Hỏi lại lịch của ngày đang xem", 6),
            ("leave_guide", ("escape", "q", "v", "f8"), "Trở lại", "Trở lại đọc báo", 5),
        )
    ),
    *(
        Command(action, keys, label, sentence, "Khi xem ảnh", PICTURE, footer=footer, palette=False)
        for action, keys, label, sentence, footer in (
            ("next_picture", ("right", "space", "n"), "Ảnh kế", "Xem ảnh kế tiếp của bài", 2),
            ("previous_picture", ("left", "p"), "Ảnh trước", "Xem ảnh trước của bài", 3),
            ("picture_outside", ("o", "ctrl+o"), "Trình duyệt", "Mở ảnh này trong trình duyệt", 5),
            ("leave_picture", ("escape", "q", "enter", "i"), "Trở lại", "Trở lại bài báo", 1),
        )
    ),
    *(
        Command(action, keys, label, sentence, "Khi xem chỗ sửa", CHANGES, footer=footer, palette=False)
        for action, keys, label, sentence, footer in (
            ("next_change", ("n", "tab"), "Chỗ kế", "Tới chỗ sửa kế tiếp", 2),
            ("previous_change", ("N", "shift+tab"), "Chỗ trước", "Về chỗ sửa trước", 0),
            ("older_edition", ("left",), "Lần trước", "Xem lần sửa trước đó", 3),
            ("newer_edition", ("right",), "Lần sau", "Xem lần sửa sau đó", 3),
            ("leave_changes", ("escape", "q", "D", "alt+d"), "Trở lại", "Trở lại đọc báo", 1),
        )
    ),
)

COMMANDS = tuple(replace(one, label=tr(one.label), help=tr(one.help)) for one in _TABLE)
"""All of them, in the reader's language; groups keep their names, which are looked up where they are shown."""

KEY_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "↵", "escape": "Esc", "space": "Space", "tab": "Tab",
    "shift+tab": "Shift+Tab", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "slash": "/",
    "question_mark": "?", "less_than_sign": "<", "greater_than_sign": ">",
    "full_stop": ".", "comma": ",",
}  # fmt: skip

HIDDEN_KEYS = frozenset({"f14", "f15", "f17"})
"""What terminals without the newer keyboard protocol send for Shift+F2, Shift+F3 and Shift+F5."""


def bindings(scope: Scope, commands: Iterable[Command] = COMMANDS) -> list[Binding]:
    """The bindings of a scope. A binding's id is its action, under which a configuration can give it other keys."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False, id=command.action)
        for command in commands
        if scope in command.scopes
    ]


def remapped(keys: Mapping[str, Sequence[str] | str]) -> tuple[Command, ...]:
    """The commands with the keys that a reader gives them, by their action; others that meet them lose such a key."""
    wanted = {action: _names_of_keys([given] if isinstance(given, str) else given) for action, given in keys.items()}
    taken = {place: {k for c in COMMANDS if place in _places(c) for k in wanted.get(c.action, ())} for place in _PLACES}
    return tuple(
        replace(
            command,
            keys=wanted.get(command.action)
            or tuple(key for key in command.keys if not any(key in taken[place] for place in _places(command))),
        )
        for command in COMMANDS
    )


_PLACES = ("front page", "papers", "guide", "picture", "changes")


def _places(command: Command) -> set[str]:
    """Where the keys of a command are heard; one that lists have is heard in all places."""
    if "list" in command.scopes:
        return set(_PLACES)
    return {scope if scope in _PLACES else "front page" for scope in command.scopes}


def _names_of_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Textual's names of keys that are written as one types them: `/` is `slash`."""
    written = ",".join(key for key in keys if key)
    return tuple(binding.key for binding in Binding.make_bindings([Binding(written, "")])) if written else ()


def condition(action: str, parameters: Sequence[object] = ()) -> str:
    """The condition under which an action works, empty for always."""
    called = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
    return next((command.when for command in COMMANDS if command.action == called), "")


def key_name(key: str) -> str:
    """A key as a reader knows it: `ctrl+z` is «Ctrl+Z», `slash` is «/»."""
    if key in KEY_NAMES:
        return key_words(KEY_NAMES[key])
    if "+" in key or (key[0] == "f" and key[1:].isdigit()):
        return key_words("+".join(KEY_NAMES.get(part, part.capitalize()) for part in key.split("+")))
    return key


def typing_text(commands: Iterable[Command]) -> list[Command]:
    """The commands with the keys that are left to them while text is typed."""
    return [replace(command, keys=tuple(key for key in command.keys if not _writes(key))) for command in commands]


def _writes(key: str) -> bool:
    return key == "slash" or (key_to_character(key) or "\0").isprintable()


def shown_keys(command: Command) -> list[str]:
    """The keys of a command as a reader knows them."""
    return [key_name(key) for key in command.keys if key not in HIDDEN_KEYS]


def latin_twin(key: str) -> str:
    """The key that a Vietnamese keyboard had in mind: `đ` for d, `ơ` for o; any other key is itself.

    With an input method on, Telex makes `ư` of a lone w, and `đ`, `â`, `ê`, `ô` of a key struck twice.
    """
    if len(key) != 1 or key.isascii() or not key.isalpha():
        return key
    if unicodedata.normalize("NFD", key)[:1] in "uU" and "\u031b" in unicodedata.normalize("NFD", key):
        return "W" if key.isupper() else "w"
    base = fold(key)
    if len(base) != 1 or not base.isascii():
        return key
    return base.upper() if key.isupper() else base
