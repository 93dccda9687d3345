"""What is said of packs."""

from __future__ import annotations

SENTENCES = {
    "Gói mang đi": "Pack",
    "Gói bài mới để đọc khi không có mạng": "Pack new articles to read without a network",
    "Chưa có gói nào. Bấm P để gói bài mang đi, đọc được khi không có mạng.": (
        "Nothing packed yet. Press P to pack articles that can be read without a network."
    ),
    "Chưa có gói nào. Hãy chạy: tuireader pack": "Nothing packed yet. Run: tuireader pack",
    "Tin mới nhất của mỗi mục về trước, toàn văn rồi mới tới ảnh, vừa trong số dữ liệu bạn cho.": (
        "The newest of each section first, full texts before pictures, within the data that you allow."
    ),
    "Dữ liệu": "Data",
    "có": "yes",
    "không": "no",
    "↑↓ chọn   ←→ đổi   0–9 gõ số MB   ↵ gói   Esc thôi": ("↑↓ choose   ←→ change   0–9 type MB   ↵ pack   Esc cancel"),
    "Esc dừng; những gì đã về vẫn ở trong gói": "Esc stops; what has come stays in the pack",
    "↵ xem gói   Esc trở lại": "↵ show the pack   Esc back",
    "chưa cài phần xem ảnh": "the part that shows them is not installed",
    "Đã dừng. Gói lại như vậy thì mang tiếp.": "Stopped. Pack the same again to go on.",
    "Gói không có ảnh: chưa cài phần xem ảnh (pip install 'tuireader[images]').": (
        "Packed without pictures: the part that shows them is not installed (pip install 'tuireader[images]')."
    ),
    "mọi mục đang theo dõi ({count})": "all that are followed ({count})",
    "chưa có bài nào": "no articles yet",
    "đọc được {length}": "{length} of reading",
    "Đang hỏi tin: {done}/{count} chuyên mục": (
        "Asking for news: {done}/{count} section|Asking for news: {done}/{count} sections"
    ),
    "Đang mang toàn văn về": "Bringing full texts home",
    "Đang mang ảnh về: {done}/{count}": "Bringing pictures home: {done}/{count}",
    "Đã gói xong": "Packed",
    "Gói đã đầy.": "The pack is full.",
    "Đã đủ số phút đọc.": "That is enough minutes of reading.",
    "Không còn bài mới nào để mang thêm.": "There is nothing more that is new.",
    "Đã tới mức dữ liệu bạn đặt trong cấu hình. Gói lại như vậy thì mang tiếp.": (
        "The data cap of your configuration is reached. Pack the same again to go on."
    ),
    "Không có mạng, hoặc mạng vừa mất. Gói lại như vậy thì mang tiếp.": (
        "There is no network, or it has just gone. Pack the same again to go on."
    ),
    "{count} bài hay mục không lấy được.": (
        "{count} article or section could not be had.|{count} articles or sections could not be had."
    ),
    # The command line
    "gói bài mới mang đi, đọc được khi không có mạng": "pack new articles to take along, readable without a network",
    "MỤC,…": "SECTION,…",
    "CỠ": "SIZE",
    "những mục này, như thoi-su,vtv/the-gioi; bỏ trống là mọi mục đang theo dõi": (
        "these sections, such as thoi-su,vtv/the-gioi; all that are followed if left out"
    ),
    "nhiều nhất bấy nhiêu dữ liệu, như 5MB (mặc định) hay 800kB": (
        "at most so much data, such as 5MB (the default) or 800kB"
    ),
    "PHÚT": "MINUTES",
    "đủ bấy nhiêu phút đọc thì thôi": "stop when there are so many minutes to read",
    "mang cả ảnh, sau toàn văn": "bring pictures too, after the full texts",
    "chỉ bài trong gói mang đi": "only what is packed to take along",
    "«{written}» không phải là cỡ như 5MB": "“{written}” is no size such as 5MB",
    "«{written}» không phải là số phút": "“{written}” is no number of minutes",
    "Không có chuyên mục nào tên là «{name}». Xem: tuireader sources": (
        "There is no section “{name}”. See: tuireader sources"
    ),
}
