"""A newsroom for tests of the screen: the real application on a stand of two small papers that the press prints.

`Newsroom` owns the papers, the press and the library's file; who sits before the screen is in `reader`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

from press import PRINTED, Press, Story, feed, page
from reader import Reader

from tuireader.config import Config
from tuireader.fetch import Fetcher
from tuireader.model import Choice, Source
from tuireader.newsstand import Newsstand
from tuireader.sources import read_source
from tuireader.state import State
from tuireader.store import Store
from tuireader.ui.app import TuiReader

NOW = PRINTED + timedelta(hours=6)
QUIET = Config(refresh_on_start=False, refresh_minutes=0, motion=False)
"""Nothing moves and nothing is fetched unless the test says so."""
SIZES = [(120, 36), (80, 24), (60, 20)]
"""Three panes, two, and one."""
RIVER, MOUNTAIN = "dongsong", "nuirung"
NAMES = {RIVER: "Báo Dòng Sông", MOUNTAIN: "Báo Núi Rừng"}
SECTIONS = {
    RIVER: {"thoi-su": "Thời sự", "kinh-te": "Kinh tế", "van-hoa": "Văn hoá"},
    MOUNTAIN: {"the-gioi": "Thế giới", "the-thao": "Thể thao"},
}
TITLES = {
    "thoi-su": (
        "Khởi công đoạn đường ven sông nối ba huyện, rút ngắn một nửa quãng đường tới trường của học sinh",
        "Trồng hai nghìn cây dọc con kênh",
        "Đà Nẵng mở thêm tuyến xe buýt đêm",
        "Người dân làng nghề chuyển sang lò điện để giữ không khí trong lành cho cả vùng ven đô",
    ),
    "kinh-te": (
        "Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp",
        "Chợ nổi bán hàng qua mạng",
        "Hợp tác xã xoài ký hợp đồng đầu tiên với một chuỗi siêu thị ở nước ngoài sau hai năm chuẩn bị",
        "Lãi suất tiết kiệm giữ nguyên",
    ),
    "van-hoa": (
        "Đêm nhạc bên bến cũ",
        "Triển lãm tranh lụa",
        "Phim tài liệu về những người gác đèn biển được chiếu miễn phí tại bảy tỉnh trong tháng này",
        "Sách cho thư viện xã",
    ),
    "the-gioi": tuple(f"Hội nghị khí hậu bước sang ngày thứ {number}" for number in range(1, 7)),
    "the-thao": tuple(
        f"Vòng đua xe đạp xuyên núi, chặng {n}: đèo cao, khán giả kín hai bên đường" for n in range(1, 7)
    ),
}
SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh của làng."
TOML = """
id = "{id}"
name = {name}
home = "https://{id}.example"
family = "vccorp"
"""


def feed_address(source: str, section: str) -> str:
    return f"https://{source}.example/rss/{section}.rss"


def article_address(source: str, number: int) -> str:
    return f"https://{source}.example/bai-100261123{number:09d}.htm"


def stories(source: str, titles: Iterable[str], first: int = 0, minutes: int = 0) -> list[Story]:
    """Entries of a feed, the first one the newest, `minutes` younger than what was printed at first."""
    return [
        Story(title, article_address(source, number), PRINTED + timedelta(minutes=minutes - number % 1000))
        for number, title in enumerate(titles, first)
    ]


class Newsroom:
    """Two papers, their press, and the file of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library.db"
        self.press = Press()
        self.now = NOW
        """What every clock shows."""
        self.channels: tuple[str, ...] = ()
        """Whose programme the reader wants to know."""
        self.cache: Path | None = None
        self.pictures = False
        """Whether the reader wants to see pictures."""
        self.remembered: list[State] = []
        """What the application handed over to be kept, the last one last."""
        self.sources = [self.paper(source, NAMES[source], SECTIONS[source]) for source in SECTIONS]
        for place, (source, section) in enumerate((s, k) for s in SECTIONS for k in SECTIONS[s]):
            self.prints(source, section, stories(source, TITLES[section], place * 1000 + 1))

    def paper(self, source: str, name: str, sections: dict[str, str]) -> Source:
        """A paper as its file says it."""
        lines = [TOML.format(id=source, name=_quoted(name))]
        for section, title in sections.items():
            address = feed_address(source, section)
            lines.append(f'[[section]]\nid = "{section}"\nname = {_quoted(title)}\nfeed = "{address}"')
        path = self.folder / f"{source}.toml"
        path.write_text("\n".join(lines), "utf-8")
        return read_source(path)

    def prints(self, source: str, section: str, entries: Sequence[Story], *, paragraphs: int = 30) -> None:
        """Print a section's feed and the page of every article in it."""
        self.press.prints(feed_address(source, section), feed(*entries))
        for entry in entries:
            text = [f"Đoạn {number}. {SENTENCE}" for number in range(1, paragraphs + 1)]
            self.press.prints(entry.url, page(entry.title, *text, published=entry.published or PRINTED))

    @asynccontextmanager
    async def stand(self, carry: int = 0, choice: Choice = Choice()) -> AsyncIterator[Newsstand]:  # noqa: B008 - frozen
        """The open newsstand; `carry` articles a section come home in full."""
        fetcher = Fetcher(transport=self.press)
        stand = Newsstand(
            self.sources,
            fetcher,
            choice=choice,
            own=self.folder / "sources",
            library=self.library,
            cache=self.cache,
            carry=carry,
            clock=lambda: self.now,
        )
        stand.guide.follow(self.channels, pause=0)
        stand.pictures.on = self.pictures
        async with stand:
            yield stand

    async def deliver(self, carry: int = 0) -> None:
        """Bring the news of all sections into the library before anybody reads."""
        async with self.stand(carry) as stand:
            async for progress in stand.refresh(stand.sections()):
                assert progress.outcome.error is None

    @asynccontextmanager
    async def reading(
        self,
        size: tuple[int, int] = (120, 24),
        *,
        config: Config = QUIET,
        state: State = State(),  # noqa: B008 - frozen
        carry: int = 0,
    ) -> AsyncIterator[Reader]:
        """The application on the screen, with a reader before it."""
        async with self.stand(carry, state.choice) as stand:
            app = TuiReader(stand, config, state, self.remembered.append)
            reader = Reader(app, stand)
            async with app.run_test(size=size, notifications=True, message_hook=reader.hear) as reader.pilot:
                await reader.settle()
                yield reader

    @contextmanager
    def on_disk(self) -> Iterator[Store]:
        """The library's file as another process sees it now."""
        with closing(Store.open(self.library, read_only=True)) as store:
            yield store


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in text) + '"'
