"""Programme guides as published: XMLTV in all the shapes it comes in, and vtv.vn's page of a day."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import vtv_day, xmltv

from tuireader.errors import NotAGuide
from tuireader.parsing.guide import FIELD_MAX, SIZE_MAX, USUAL, VTV_ORDER, parse_vtv_day, parse_xmltv
from tuireader.schedule import Channel, Guide, Programme, of_channel, on_day

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus" / "epg"
DAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 17, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the day on Vietnam's clock."""
    return MIDNIGHT + timedelta(hours=hour, minutes=minute)


Row = tuple[str, int | str, str, str]


def times(guide: Guide) -> list[tuple[str, datetime, datetime]]:
    return [(one.title, one.start, one.stop) for one in guide.programmes]


def one(start: str, stop: str, title: str = "Phim", channel: str = "a", inside: str = "") -> str:
    end = f' stop="{stop}"' if stop else ""
    return f'<programme start="{start}"{end} channel="{channel}"><title>{title}</title>{inside}</programme>'


def tv(*programmes: str) -> bytes:
    return ('<tv><channel id="a"><display-name>A</display-name></channel>' + "".join(programmes) + "</tv>").encode()


class TestXmltv:
    def test_a_guide(self) -> None:
        shows = [("vtv1hd", "202611230000", "202611230030", "PHIM : ĐÊM", "Chương trình này có thời lượng là 30 phút.")]
        shows += [("vtv1hd", "202611222330", "202611230000", "Ca nhạc", "Số 3")]
        guide = parse_xmltv(xmltv({"vtv1hd": "VTV1 HD"}, *shows))
        assert guide == Guide(
            (Channel("vtv1hd", "VTV1"),),
            (
                Programme("vtv1hd", "Ca nhạc", at(-1, 30), at(0), "Số 3"),
                Programme("vtv1hd", "Phim: Đêm", at(0), at(0, 30)),
            ),
        )
        assert all(one.start.utcoffset() == timedelta() for one in guide.programmes)

    def test_gzip_is_read_too_and_as_far_as_it_goes(self) -> None:
        plain = tv(*(one(f"202611230{hour}00 +0700", f"202611230{hour}30 +0700") for hour in range(9)))
        packed = gzip.compress(plain, mtime=0)
        assert parse_xmltv(packed) == parse_xmltv(plain)
        noise = tv(
            *(one(f"2026112{n // 1440 % 8}{n // 60 % 24:02}{n % 60:02}00", "", str(n * 7919)) for n in range(9000))
        )
        cut = gzip.compress(noise, mtime=0)
        assert 0 < len(parse_xmltv(cut[: len(cut) // 2]).programmes) < len(parse_xmltv(cut).programmes)

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("20261123080000 +0700", at(8)),
            ("20261123080000 +07:00", at(8)),
            ("20261123010000", at(8)),
            ("20261123010000 UTC", at(8)),
            ("202611230100 +0000", at(8)),
            ("20261122230000 -0200", at(8)),
            ("20261123 +0700", at(0)),
        ],
    )
    def test_times(self, written: str, meant: datetime) -> None:
        (only,) = parse_xmltv(tv(one(written, ""))).programmes
        assert (only.start, only.stop) == (meant, meant + USUAL)

    @pytest.mark.parametrize(
        "written", ["", "tối nay", "2026112", "20261323080000", "99999999999999 +0700", "0001010100", "99991231"]
    )
    def test_a_time_that_is_none_leaves_out_its_programme(self, written: str) -> None:
        good = one("20261123080000 +0700", "20261123083000 +0700", "Tốt")
        assert [p.title for p in parse_xmltv(tv(one(written, ""), good)).programmes] == ["Tốt"]
        assert [p.title for p in parse_xmltv(tv(one("20261123070000", written or "x"), good)).programmes] == ["Tốt"]

    def test_junk_is_gone_and_what_can_be_mended_is(self) -> None:
        guide = parse_xmltv(
            tv(
                one("20261123234500 +0700", "20261124235000 +0700", "Muộn"),
                one("20261123000000 +0700", "20261124000000 +0700", "Tập 2 02:00 Thể thao 02:30 Từ miền quê"),
                one("20261123000000 +0700", "20261125000000 +0700", "Cả ngày"),
                one("20261123050000 +0700", "20261123053000 +0700", 'popper.min.js"&gt;'),
                one("20261123060000 +0700", "20261123060000 +0700", "Không dài"),
                one("20261123070000 +0700", "20261123065000 +0700", "Ngược"),
                one("20261123080000 +0700", "20261123090000 +0700", "Chồng lên"),
                one("20261123083000 +0700", "20261123090000 +0700", "Sau"),
                one("20261123083000 +0700", "20261123084500 +0700", "Sau: Tập 2"),
            )
        )
        assert times(guide) == [
            ("Chồng lên", at(8), at(8, 30)),
            ("Sau: Tập 2", at(8, 30), at(8, 45)),
            ("Muộn", at(23, 45), at(23, 50)),
        ]

    def test_without_ends_each_lasts_until_the_next(self) -> None:
        starts = ("20261123080000 +0700", "20261123100000 +0700", "20261123230000 +0700")
        guide = parse_xmltv(tv(*(one(start, "") for start in reversed(starts))))
        assert [(p.start, p.stop) for p in guide.programmes] == [
            (at(8), at(10)),
            (at(10), at(10) + USUAL),
            (at(23), at(23) + USUAL),
        ]

    def test_one_channel_under_several_names_and_one_that_is_nowhere_named(self) -> None:
        names = '<channel id="a"><display-name/></channel><channel id="a"><display-name>A HD</display-name></channel>'
        names += '<channel id="a"><display-name>Khác</display-name></channel>'
        shows = one("20261123080000 +0700", "20261123083000 +0700") + one(
            "20261123080000 +0700", "20261123083000 +0700", channel="HTV7 HD"
        )
        guide = parse_xmltv(f"<tv>{names}{shows}</tv>".encode())
        assert guide.channels == (Channel("a", "A"), Channel("HTV7 HD", "HTV7"))
        assert len(guide.programmes) == 2

    def test_first_of_several_languages_and_the_episode_in_front_of_the_description(self) -> None:
        inside = "<title>Film</title><sub-title>Tập 3</sub-title><desc>Kể chuyện.</desc><desc>Story.</desc>"
        (only,) = parse_xmltv(tv(one("20261123080000", "20261123083000", inside=inside))).programmes
        assert (only.title, only.detail) == ("Phim", "Tập 3\nKể chuyện.")

    @pytest.mark.parametrize(
        "title", ["Hỏi & đáp", "Hỏi &amp; đáp", "Hỏi \x01& đáp", "<![CDATA[Hỏi & đáp]]>", "Hỏi &#38; đáp"]
    )
    def test_what_is_nearly_xml_is_read(self, title: str) -> None:
        (only,) = parse_xmltv(tv(one("20261123080000", "20261123083000", title))).programmes
        assert only.title == "Hỏi & đáp"

    def test_a_file_that_breaks_off_gives_what_stands_before(self) -> None:
        whole = tv(*(one(f"202611230{hour}00", f"202611230{hour}30") for hour in range(9)))
        assert len(parse_xmltv(whole[: len(whole) * 2 // 3]).programmes) in (5, 6)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_other_encodings(self, encoding: str) -> None:
        text = tv(one("20261123080000", "20261123083000", "Đêm")).decode()
        assert parse_xmltv(text.encode(encoding)).programmes[0].title == "Đêm"

    def test_the_document_type_outside_is_never_asked_for(self, tmp_path: Path) -> None:
        body = tv(one("20261123080000", "20261123083000", "Gió&nbsp;mùa")).decode()
        (tmp_path / "xmltv.dtd").write_text("<!ENTITY nbsp 'bí mật'>", "utf-8")
        for place in ("xmltv.dtd", (tmp_path / "xmltv.dtd").as_uri()):
            guide = parse_xmltv(f'<?xml version="1.0"?><!DOCTYPE tv SYSTEM "{place}">{body}'.encode())
            assert guide.programmes[0].title == "Gió mùa"

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0\0",
            b"<html><body>404</body></html>",
            b"<rss><channel><title>x</title></channel></rss>",
            b"<tv",
            b"\x1f\x8b\x08garbage",
            gzip.compress(b"not xml", mtime=0),
            b'<?xml version="1.0" encoding="x-unknown"?><html/>',
            b'<!DOCTYPE tv [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><tv><channel id="&b;"/></tv>',
            b'<!DOCTYPE tv [<!ENTITY a SYSTEM "file:///etc/hostname">]><tv><channel id="x"/></tv>',
            b'<!DOCTYPE tv [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><tv><channel id="x"/></tv>',
        ],
    )
    def test_what_is_no_guide_and_what_attacks(self, content: bytes) -> None:
        with pytest.raises(NotAGuide):
            parse_xmltv(content)

    def test_an_empty_guide_is_one(self) -> None:
        assert parse_xmltv(b"<tv/>") == Guide()

    def test_too_much(self) -> None:
        packer = zlib.compressobj(wbits=31)
        bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(SIZE_MAX // 2**20 + 1)) + packer.flush()
        for content in (bomb, b" " * (SIZE_MAX + 1)):
            with pytest.raises(NotAGuide, match="more than"):
                parse_xmltv(content)

    @pytest.mark.parametrize("filler", ["a-", ' "', "1:", "A ", "É - ", "(", " :", "TP."])
    def test_long_words_take_no_longer(self, filler: str) -> None:
        long = escape(filler * (FIELD_MAX // len(filler)))
        shows = [
            one(" " * 50_000 + "x", ""),
            *(one("20261123080000", "", f"{n}{long}", inside=f"<desc>{long}</desc>") for n in range(40)),
        ]
        assert len(parse_xmltv(tv(*shows)).programmes) <= 1

    @given(st.binary(max_size=300), st.integers(0, 200))
    def test_any_bytes_end_in_a_guide_or_in_the_one_error(self, noise: bytes, place: int) -> None:
        good = tv(one("20261123080000", "20261123083000"))
        for content in (noise, good[:place] + noise + good[place:], b"\x1f\x8b\x08\0" + noise):
            with suppress(NotAGuide):
                assert isinstance(parse_xmltv(content), Guide)


class TestVtv:
    def test_a_day(self) -> None:
        page = vtv_day(
            {
                "VTV1": [("05:00", 15, "Chào buổi sáng", ""), ("05:15", 30, "PHIM TÀI LIỆU", "Bến cũ")],
                "VTV2": [],
                "VTV Cần Thơ": [("23:30", 60, "Cải lương", ""), ("00:30", 30, "Ca nhạc", "")],
            }
        )
        guide = parse_vtv_day(page, DAY)
        assert guide.channels == (
            Channel("vtv1", "VTV1"),
            Channel("vtv2", "VTV2"),
            Channel("vtvcantho", "VTV Cần Thơ"),
        )
        assert guide.programmes == (
            Programme("vtv1", "Chào buổi sáng", at(5), at(5, 15)),
            Programme("vtv1", "Phim tài liệu", at(5, 15), at(5, 45), "Bến cũ"),
            Programme("vtvcantho", "Cải lương", at(23, 30), at(24, 30)),
            Programme("vtvcantho", "Ca nhạc", at(24, 30), at(25)),
        )

    def test_missing_lengths_and_titles(self) -> None:
        rows: list[Row] = [
            ("6h05", "", "Đọc sách", ""),
            ("06:30", 0, "", "Thời tiết"),
            ("07:00", 5, "", ""),
            ("24:00", 10, "Đêm", ""),
        ]
        guide = parse_vtv_day(vtv_day({"VTV1": rows}), DAY)
        assert times(guide) == [
            ("Đọc sách", at(6, 5), at(6, 30)),
            ("Thời tiết", at(6, 30), at(6, 30) + USUAL),
            ("Đêm", at(24), at(24, 10)),
        ]

    def test_a_page_whose_selector_is_another(self) -> None:
        rows = "".join('<ul class="programs"></ul>' for _ in range(14))
        names = [channel.name for channel in parse_vtv_day(rows.encode(), DAY).channels]
        assert names == [*VTV_ORDER, "Kênh 13", "Kênh 14"]

    @pytest.mark.parametrize("row", [("tối", 5, "Phim", ""), ("25:00", 5, "Phim", ""), ("10:77", 5, "Phim", "")])
    def test_a_row_without_a_time_is_none(self, row: tuple[str, int, str, str]) -> None:
        assert parse_vtv_day(vtv_day({"VTV1": [row]}), DAY).programmes == ()

    @pytest.mark.parametrize("page", [b"", b"<p>404</p>", b"<div>" * 30_000], ids=["empty", "other", "deep"])
    def test_a_page_without_lists(self, page: bytes) -> None:
        with pytest.raises(NotAGuide):
            parse_vtv_day(page, DAY)

    @given(st.lists(st.tuples(st.text("0123456789:h", max_size=5), st.integers(-5, 9999), st.text(max_size=9))))
    def test_any_rows_are_sorted_and_do_not_overlap(self, rows: list[tuple[str, int, str]]) -> None:
        listed: list[Row] = [(clock, minutes, escape(title), "") for clock, minutes, title in rows]
        guide = parse_vtv_day(vtv_day({"VTV1": listed}), DAY)
        assert all(p.start < p.stop for p in guide.programmes)
        assert all(p.stop <= after.start for p, after in pairwise(guide.programmes))


@pytest.mark.skipif(not CORPUS.exists(), reason="the collected guides are not part of the project")
class TestCollected:
    @pytest.mark.parametrize(
        ("name", "channels", "least"),
        [
            ("epg-vn_2025-10_small.xml", 6, 0),
            ("epg-vn_2025-10_vtv-557progs.xml", 12, 575),
            ("epg-vtv_2025-10-19_filtered.xml", 11, 1090),
        ],
    )
    def test_sorted_without_overlaps_and_without_junk(self, name: str, channels: int, least: int) -> None:
        guide = parse_xmltv((CORPUS / name).read_bytes())
        assert len(guide.channels) == channels
        assert len(guide.programmes) >= least
        assert not [channel for channel in guide.channels if "HD" in channel.name]
        for channel in guide.channels:
            row = of_channel(guide, channel.id)
            assert all(p.stop <= after.start for p, after in pairwise(row))
            assert all(timedelta() < p.stop - p.start <= timedelta(hours=9) for p in row)
        shouted = [p.title for p in guide.programmes if p.title.isupper() and " " in p.title]
        assert [p for p in guide.programmes if "thời lượng là" in p.detail] == []
        assert shouted == []

    def test_the_last_of_a_day_ends_that_night(self) -> None:
        guide = parse_xmltv((CORPUS / "epg-vtv_2025-10-19_filtered.xml").read_bytes())
        last = of_channel(on_day(guide, date(2025, 10, 20)), "vtv1hd")[-1]
        assert last.stop - last.start == timedelta(minutes=5)
