"""Titles, details, names and lengths of programmes as real guides have them, and as they should stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.parsing.broadcast import DETAIL_MAX, TITLE_MAX, channel_name, tame_detail, tame_title, true_stop

START = datetime(2026, 11, 23, 16, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("KÝ SỰ : BẾN CŨ NGƯỜI XƯA - TẬP 14", "Ký sự: Bến cũ người xưa - Tập 14"),
        ("BẢN TIN THỜI TIẾT CHÀO BUỔI SÁNG", "Bản tin thời tiết chào buổi sáng"),
        ("MỘT VÒNG VIỆT NAM: CAO BẰNG - HÀ NỘI", "Một vòng Việt Nam: Cao Bằng - Hà Nội"),
        ("VTV SỐNG KHỎE: ĂN GÌ HÔM NAY", "VTV sống khỏe: Ăn gì hôm nay"),
        ("CHUYỂN ĐỘNG 24H", "Chuyển động 24H"),
        ("TIN BÓNG ĐÁ UEFA CHAMPIONS LEAGUE", "Tin bóng đá UEFA Champions League"),
        ("AI LÀ TRIỆU PHÚ", "Ai là triệu phú"),
        ("THẾ KỶ XX - PHẦN I", "Thế kỷ XX - Phần I"),
        ("VI PHẠM XI MĂNG", "Vi phạm xi măng"),
        ("TIẾNG VIỆT VÀ NGƯỜI ANH HÙNG MIỀN TRUNG", "Tiếng Việt và người anh hùng miền Trung"),
        ("CHUYỆN TP.HCM", "Chuyện TP.HCM"),
        ("DU LỊCH CHÂU ÂU", "Du lịch châu Âu"),
        ("CHÂU ÂU HÔM NAY", "Châu Âu hôm nay"),
        ("AI ĐÃ Ở ĐÓ? TẬP CUỐI", "Ai đã ở đó? Tập cuối"),
        ("PHIM: “ĐÊM DÀI”", "Phim: “Đêm dài”"),
        ("PHIM TRUYỆN: Cánh đồng gió", "Phim truyện: Cánh đồng gió"),
        ("VTV - NHỮNG GIAI ĐIỆU", "VTV - Những giai điệu"),
        ("S - Việt Nam: Kẹo lạc", "S - Việt Nam: Kẹo lạc"),
        ("UFC: Đêm chung kết", "UFC: Đêm chung kết"),
        ("Đẹp +84", "Đẹp +84"),
        ("1917", "1917"),
        ("Bản tin 19:00 - 19:30", "Bản tin 19:00 - 19:30"),
        ("  Thời   sự \u202e", "Thời sự"),
    ],
)
def test_titles(printed: str, title: str) -> None:
    assert tame_title(printed) == title
    assert tame_title(title) == title


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " - ",
        '.7/umd/popper.min.js">',
        '17 GMT+0000 (Coordinated Universal Time)" class="absolute top-0">',
        'x class="',
        "22 GMT+0000 (Coordinated",
        "<b>Phim",
        "function(a){}",
        "Thể thao 02:30 Phim 03:15 Kịch 04:00 Ca nhạc",
        "18:00 18:30 19:00 19:30",
    ],
)
def test_scraps_and_lists_are_no_titles(printed: str) -> None:
    assert tame_title(printed) == ""


@given(st.text())
def test_any_title_is_one_short_line_that_stays_as_it_is(printed: str) -> None:
    title = tame_title(printed)
    assert len(title) <= TITLE_MAX + 1
    assert "\n" not in title
    assert tame_title(title) == title


@given(st.text())
def test_any_detail_is_bounded(printed: str) -> None:
    assert len(tame_detail(printed)) <= DETAIL_MAX


@pytest.mark.parametrize(
    ("printed", "detail"),
    [
        ("Chương trình này có thời lượng là 15 phút.", ""),
        ("Chương trình này có thời lượng là 1 giờ 30 phút", ""),
        ("Chương trình này có thời lượng là 5 phút. Tập cuối của loạt phim.", "Tập cuối của loạt phim."),
        ("CHUYỆN Ở HÀ NỘI", "Chuyện ở Hà Nội"),
        ("Dòng một\n\nDòng hai", "Dòng một\nDòng hai"),
        ('x class="y">', ""),
    ],
)
def test_details(printed: str, detail: str) -> None:
    assert tame_detail(printed) == detail


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("VTV1 HD", "VTV1"),
        ("vtv1hd", "vtv1"),
        ("VTV CẦN THƠ HD", "VTV Cần Thơ"),
        ("VTV5 HD - Tây Nguyên", "VTV5 Tây Nguyên"),
        ("VTV5 TNB HD", "VTV5 Tây Nam Bộ"),
        ("VTV5 TN HD", "VTV5 Tây Nguyên"),
        ("THÁI NGUYÊN", "Thái Nguyên"),
        ("ON Vie Giải Trí", "ON Vie Giải Trí"),
        ("TNT SPORTS 1 HD UK", "TNT SPORTS 1 UK"),
        ("K+ SPORT HD", "K+ SPORT"),
        ("HDTV", "HDTV"),
    ],
)
def test_channel_names(printed: str, name: str) -> None:
    assert channel_name(printed) == name


@pytest.mark.parametrize(
    ("length", "true"),
    [
        (timedelta(minutes=30), timedelta(minutes=30)),
        (timedelta(hours=8), timedelta(hours=8)),
        (timedelta(hours=24, minutes=5), timedelta(minutes=5)),
        (timedelta(), None),
        (timedelta(minutes=-5), None),
        (timedelta(days=1), None),
        (timedelta(days=2), None),
        (timedelta(hours=40), None),
    ],
)
def test_lengths(length: timedelta, true: timedelta | None) -> None:
    assert true_stop(START, START + length) == (None if true is None else START + true)
