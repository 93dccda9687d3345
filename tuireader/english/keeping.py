"""What is said of versions of articles, and of pruning."""

from __future__ import annotations

SENTENCES = {
    "báo đã gỡ": "withdrawn",
    "báo đã gỡ bài này; đây là bản trên máy": "withdrawn by the paper; this is your copy",
    "đã sửa {when}": "edited {when}",
    "đã sửa {when} · D xem chỗ sửa": "edited {when} · D shows the changes",
    "Chưa thấy báo sửa gì trong bài này.": "No change by the paper has been seen in this article.",
    "Báo vừa sửa bài đang mở. Bấm D để xem chỗ sửa; mở lại bài thì thấy bản mới.": (
        "The paper has just edited the open article. Press D to see the changes; open it again for the new version."
    ),
    "Báo vừa gỡ bài đang mở. Bản trên máy vẫn còn.": (
        "The paper has just withdrawn the open article. Your copy is still here."
    ),
    "Hai bản chỉ khác nhau ở dấu câu, ảnh hay liên kết.": (
        "The two versions differ in punctuation, pictures or links only."
    ),
    "TÍT": "TITLE",
    "SAPO": "LEAD",
    "Không có bản nào cũ hơn.": "There is no earlier version.",
    "Đây là bản mới nhất.": "This is the newest version.",
    "{count} chỗ sửa": "{count} change|{count} changes",
    "bản lấy {newer} so với bản lấy {older}": "version of {newer} against that of {older}",
    "{count} đoạn như cũ": "{count} paragraph as before|{count} paragraphs as before",
    "báo đã sửa bài sau khi bài về máy; D xem chỗ sửa": (
        "the paper has edited the article since it came; D shows the changes"
    ),
    "báo đã gỡ bài; bản trên máy vẫn còn": "the paper has withdrawn the article; your copy is still here",
    "Đang xem lại {done}/{count} bài": (
        "Looking again at {done}/{count} article|Looking again at {done}/{count} articles"
    ),
    # tuireader prune
    "Không có bài nào cần dọn. Thư viện chiếm {size}.": "Nothing to prune. The library takes {size}.",
    "Sẽ dọn {count} bài đã đọc, chừng {size}; thư viện còn chừng {left}.": (
        "{count} read article would go, about {size}; the library would take about {left}."
        "|{count} read articles would go, about {size}; the library would take about {left}."
    ),
    "Đã dọn {count} bài đã đọc, {size}; thư viện còn {left}.": (
        "{count} read article is gone, {size}; the library takes {left}."
        "|{count} read articles are gone, {size}; the library takes {left}."
    ),
    "bỏ bớt bài đã đọc từ lâu khỏi thư viện, theo [keep] trong config.toml": (
        "remove what was read long ago from the library, by [keep] in config.toml"
    ),
    "chỉ nói sẽ bỏ bao nhiêu": "only tell how much would go",
}
