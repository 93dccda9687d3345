"""What the reading room says: lists, articles, papers, colours, and what went wrong."""

from __future__ import annotations

SENTENCES = {
    # Data
    "Tiết kiệm": "Saving",
    "Chưa có tin": "No news",
    "Dữ liệu: lần này {run}, hôm nay {today}, tháng này {month}.": (
        "Data: this run {run}, today {today}, this month {month}."
    ),
    "Còn {size}.": "{size} left.",
    "Tiết kiệm dữ liệu: không lấy ảnh, mang về ít bài, chỉ hỏi cái gì đã đổi. Bấm T để thôi.": (
        "Saving data: no pictures, few articles carried home, only changes asked for. Press T to stop."
    ),
    "Thôi tiết kiệm dữ liệu. Bấm T để bật lại.": "No longer saving data. Press T to save again.",
    # Lists
    "Mới nhất": "Latest",
    "Chưa đọc": "Unread",
    "Đánh dấu [shelf]": "Bookmarks",
    "Tìm «{words}»": "Search “{words}”",
    "{shelf} · lọc «{words}»": "{shelf} · with “{words}”",
    "{count} chưa đọc": "{count} unread",
    "{count} bài": "{count} article|{count} articles",
    "{count} tin": "{count} headline|{count} headlines",
    "{count} tin mới": "{count} new",
    " TIN MỚI  ": " LATEST  ",
    "Chưa có tin nào. Bấm R để lấy tin.": "No news yet. Press R to fetch some.",
    "Đã đọc hết. Bấm R để lấy tin mới.": "All read. Press R to fetch more.",
    "Chưa đánh dấu bài nào. Bấm b ở một bài để giữ lại.": "No bookmarks yet. Press b on an article to keep it.",
    "Chưa có tin của báo này. Bấm r để lấy.": "No news from this paper yet. Press r to fetch some.",
    "Chưa có tin của mục này. Bấm r để lấy.": "No news in this section yet. Press r to fetch some.",
    "Không tìm thấy bài nào có những chữ này.": "No article has these words.",
    "Chưa có tin. Bấm R để lấy tin mới.": "No news yet. Press R to fetch some.",
    "Gõ chữ, không cần dấu": "Type words, diacritics are optional",
    "Gõ để lọc danh sách này, không cần dấu": "Type to narrow this list, diacritics are optional",
    "Không có tin nào trong danh sách này có những chữ ấy. Bấm Esc để bỏ lọc.": (
        "Nothing in this list has these words. Press Esc to show all again."
    ),
    "Hết bài chưa đọc trong danh sách này.": "Nothing unread is left in this list.",
    "Các danh sách nhiều báo xếp theo từng báo.": "Lists of several papers are sorted by paper.",
    "Xếp theo giờ, mới nhất trước.": "Sorted by time, newest first.",
    "{count} bài đã thành đã đọc. Bấm U để hoàn tác.": (
        "{count} article marked as read. Press U to undo.|{count} articles marked as read. Press U to undo."
    ),
    "Đã đánh dấu. Bài được giữ mãi; bấm B để xem.": "Bookmarked, and kept for good; press B to see them all.",
    "Đã bỏ đánh dấu. Bấm U để lấy lại.": "Bookmark removed. Press U to undo.",
    "Đã hoàn tác.": "Undone.",
    "Không còn gì để hoàn tác.": "Nothing left to undo.",
    # Articles
    "Chọn một bài rồi bấm ↵ để đọc.": "Choose an article and press ↵ to read it.",
    "Bấm ↵ để đọc toàn văn.": "Press ↵ to read the full text.",
    "Đang lấy bài…": "Fetching the article…",
    "đọc {count} phút": "{count}\u00a0min\u00a0read",
    "còn {count} phút": "{count} min left",
    "hết bài": "the end",
    "Đã chép địa chỉ.": "Address copied.",
    "Đã chép tít và địa chỉ.": "Title and address copied.",
    "Đã chép {text}.": "Copied {text}.",
    "Đã chép {count} chữ cái.": "Copied {count} character.|Copied {count} characters.",
    "Bài này không ghi thư điện tử của toà soạn.": "This article names no e-mail address.",
    "Không có trình duyệt ở đây. Đã chép địa chỉ.": "There is no browser here. Address copied.",
    "Trình duyệt không mở được địa chỉ này. Đã chép địa chỉ.": "Browsers cannot open this address. Address copied.",
    "Đã mở {host} trong trình duyệt.": "Opened {host} in the browser.",
    "Không có liên kết nào trên màn hình này.": "No links on this screen.",
    "Không còn bài nào mở trước đó.": "No article was opened before this one.",
    "Không còn bài nào mở sau đó.": "No article was opened after this one.",
    "Bài này chỉ đọc được trong trình duyệt.": "This one can only be read in the browser.",
    "Tìm trong bài, không cần dấu": "Find in this article, diacritics are optional",
    "n kế   N trước   Esc thôi": "n next   N previous   Esc end",
    "↵ xem   Esc thôi": "↵ look   Esc end",
    "Bấm chữ để mở liên kết   Tab chọn   Esc thôi": "Press a letter to open its link   Tab choose   Esc end",
    "không thấy": "not found",
    "TIN LIÊN QUAN": "RELATED",
    "CÙNG CHUYÊN MỤC": "IN THE SAME SECTION",
    "Từ khoá  ": "Tags  ",
    # Pictures
    "Ảnh": "Picture",
    "{count} ảnh": "{count} picture|{count} pictures",
    "Ảnh {now}/{count}": "Picture {now}/{count}",
    "đang lấy ảnh…": "fetching the picture…",
    "Chưa cài phần xem ảnh. Cài bằng lệnh: pip install 'tuireader[images]'": (
        "Pictures need one more part: pip install 'tuireader[images]'"
    ),
    'Terminal này không vẽ được ảnh: cần 256 màu trở lên, và không đặt NO_COLOR hay signs = "ascii".': (
        'This terminal cannot draw pictures: they need 256 colours, no NO_COLOR and no signs = "ascii".'
    ),
    "Hiện ảnh trong bài. Bấm i để giấu.": "Pictures are shown. Press i to hide them.",
    "Đã giấu ảnh; từ nay không lấy ảnh về nữa. Bấm i để hiện.": (
        "Pictures are hidden and no longer fetched. Press i to show them."
    ),
    "Bài này chỉ có một ảnh.": "This article has one picture only.",
    "Không có mạng, và ảnh này chưa được mang về máy.": "No network, and this picture is not on this machine yet.",
    "Ảnh về quá chậm nên đã thôi chờ.": "The picture took too long to come.",
    "Báo nói không còn ảnh này.": "The paper says that this picture is gone.",
    "Lần trước không lấy được ảnh này; đến {clock} mới hỏi lại.": "The last try failed; the next one is at {clock}.",
    "Ảnh quá lớn nên không mở.": "The picture is too large to be opened.",
    "Tệp nhận được không phải là ảnh JPEG, PNG, GIF, WebP, hay đã hỏng.": (
        "What came is not a JPEG, PNG, GIF or WebP picture, or it is damaged."
    ),
    "Giải mã ảnh này quá lâu nên đã thôi.": "This picture took too long to decode.",
    # The stand
    "Chưa chọn báo nào. Bấm c để chọn báo.": "No papers chosen. Press c to choose some.",
    "Chọn báo…": "Choose papers…",
    "Chào bạn. Đây là sạp báo của bạn: chọn những tờ bạn muốn đọc.": (
        "Welcome. This is your newsstand: choose the papers you want to read."
    ),
    "↑ ↓ đi lại, Space bật hay tắt, ↵ bắt đầu đọc. Sau này bấm c để chọn lại.": (
        "↑ ↓ move, Space switches on or off, ↵ starts reading. Press c to choose again later."
    ),
    "Bắt đầu đọc": "Start reading",
    "Bấm / để tìm báo hay chuyên mục, gõ không dấu cũng được": "Press / to search papers and sections",
    "Không có báo hay chuyên mục nào có những chữ này. Bấm F7 để thêm báo theo địa chỉ.": (
        "No paper or section has these words. Press F7 to add a paper by its address."
    ),
    "↵ Xem thử, không cần bật": "↵ Look in without switching it on",
    "→ Xem các chuyên mục": "→ Show the sections",
    "Thêm báo theo địa chỉ": "Add a paper by its address",
    "Địa chỉ của tờ báo, chuyên mục, blog hay nguồn tin (RSS).": "The address of a paper, section, blog or feed (RSS).",
    "vidu.vn hay https://vidu.vn/rss/tin-moi.rss": "example.com or https://example.com/rss/latest.rss",
    "Đang tìm nguồn tin ở địa chỉ này…": "Looking for feeds at this address…",
    "↵ Tìm   Esc Thôi": "↵ Look   Esc Cancel",
    "Esc Thôi": "Esc Cancel",
    "↵ Thêm   Esc Thôi": "↵ Add   Esc Cancel",
    "Không ghi được lựa chọn vào đĩa: lần sau mở lại sẽ như cũ.": (
        "Your choice could not be saved and is lost when you leave."
    ),
    "{count} báo": "{count} paper|{count} papers",
    "{on}/{count} báo": "{on}/{count} paper|{on}/{count} papers",
    "{count} chuyên mục": "{count} section|{count} sections",
    "không có báo nào": "no papers",
    "{count} mục [off]": "{count} off",
    "{on}/{count} mục": "{on}/{count} on",
    "mục «{name}»": "section “{name}”",
    "Đã thêm «{name}». Bấm U để tắt.": "“{name}” added. Press U to switch it off.",
    "Trên sạp: {papers}. Bấm U để trở lại như trước.": "On your newsstand: {papers}. Press U to undo.",
    "Đã lấy lại lựa chọn cũ. Trên sạp: {papers}.": "Undone. On your newsstand: {papers}.",
    "Đang bật.": "On.",
    "Đang tắt.": "Off.",
    "Đang bật {on} trong {count} chuyên mục.": "{on} of {count} section on.|{on} of {count} sections on.",
    "{bodies} trong {count} bài lấy gần đây có toàn văn.": (
        "{bodies} of {count} article came in full lately.|{bodies} of the last {count} articles came in full."
    ),
    "Lần hỏi cuối: {when}.": "Last asked {when}.",
    "báo đã có sẵn": "already here",
    "địa chỉ này là một nguồn tin": "the address is a feed",
    "trang này chỉ tới nguồn tin của nó": "the page names its feeds",
    "nguồn tin nằm ở chỗ thường gặp": "the feed is in a usual place",
    "không có nguồn tin, nên đọc danh sách bài trên trang": "there is no feed, so the page's list of articles is read",
    # How a section is
    "chưa lấy lần nào": "never fetched",
    "trống": "empty",
    "chặn máy đọc": "blocks readers",
    "không còn ở địa chỉ này": "gone from here",
    "không trả lời": "no answer",
    "không phải RSS": "not RSS",
    "mới {when}": "new {when}",
    "có trả lời": "answers",
    "im lâu nay": "long silent",
    "im từ {when}": "silent since {when}",
    "đã dời sang {address}": "moved to {address}",
    "đổi khuôn trang: {bodies}/{count} bài đọc được": (
        "new page layout: {bodies}/{count} article readable|new page layout: {bodies}/{count} articles readable"
    ),
    "Trang chủ": "Front page",
    "Tin mới": "Latest",
    "Thêm từ {address}": "Added from {address}",
    "# Báo của riêng bạn. Sửa tuỳ ý, rồi chạy `tuireader check <tệp>` để xem có đúng không.": (
        "# A paper of your own. Edit it, then run `tuireader check <file>` to see whether it is right."
    ),
    # Fetching
    "Đang lấy tin: {done}/{count} chuyên mục": "Fetching: {done}/{count} section|Fetching: {done}/{count} sections",
    "Đang lấy ảnh của {done}/{count} bài": (
        "Fetching pictures: {done}/{count} article|Fetching pictures: {done}/{count} articles"
    ),
    "Đang lấy tin: {done}/{count} bài mang về": "Fetching: {done}/{count} article|Fetching: {done}/{count} articles",
    "Có {count} tin mới.": "{count} new article.|{count} new articles.",
    "Chưa có tin gì mới.": "Nothing new yet.",
    "Không lấy được {count} mục: {names}. {why}": (
        "{count} section failed: {names}. {why}|{count} sections failed: {names}. {why}"
    ),
    "cập nhật {when}": "updated {when}",
    "chưa lấy tin lần nào": "no news fetched yet",
    "Ngoại tuyến": "Offline",
    "Không có mạng. Tin và bài đã mang về vẫn đọc được.": "No network. All that has been fetched can still be read.",
    "Đã dừng. Tin đã về vẫn giữ.": "Stopped. What has arrived is kept.",
    "Một tuireader khác đang giữ thư viện: ở đây chỉ đọc cho tới khi nó xong.": (
        "Another tuireader holds the library: this one only reads until it is done."
    ),
    # Help, palette, colours
    "Gõ tên lệnh, không dấu cũng được": "Type a command",
    "Không có lệnh nào như vậy.": "No such command.",
    "Bấm q để trở lại, ở ngoài cùng thì thoát; Ctrl+Q thoát ngay.": (
        "Press q to go back, and to quit from the front page; Ctrl+Q quits at once."
    ),
    "Phím của tuireader": "The keys of tuireader",
    "Dấu trong danh sách": "Signs in lists",
    "chưa đọc": "unread",
    "đã đánh dấu": "bookmarked",
    "toàn văn đã có trên máy, đọc được khi không có mạng": "the full text is here and can be read offline",
    "mở ở trình duyệt": "opens in the browser",
    "Đường truyền": "Over the line",
    "qua ssh hay tmux, dải tin gửi chừng 80 tới 300 byte mỗi giây, mỗi lần bấm phím trong danh sách chừng 800 byte;"
    " motion = false trong config.toml thì dải thay tin chứ không trượt": (
        "over ssh or tmux the strip of news sends some 80 to 300 bytes a second, and each key in a list some 800;"
        " motion = false in config.toml makes it change instead of slide"
    ),
    "Esc để đóng. Ctrl+P mở bảng lệnh.": "Esc closes this. Ctrl+P opens the commands.",
    "Giao diện: {name}": "Theme: {name}",
    "Đổi màu": "Change the colours",
    "Giấy (sáng)": "Paper (light)",
    "Đêm (tối)": "Night (dark)",
    "Sepia (giấy cũ)": "Sepia (old paper)",
    "Mực (hai màu)": "Ink (two tones)",
    "Tương phản cao": "High contrast",
    "16 màu của terminal (tối)": "The terminal's 16 colours (dark)",
    "16 màu của terminal (sáng)": "The terminal's 16 colours (light)",
}
