"""What the command line says, from its help to its reports."""

from __future__ import annotations

SENTENCES = {
    # Data
    "nhiều nhất bấy nhiêu dữ liệu, như 5MB, thay cho max_run": "at most so much data, such as 5MB, in place of max_run",
    "in dữ liệu đã dùng: hôm nay, tháng này, từng ngày, và còn bao nhiêu": (
        "print the data used: today, this month, each day, and what is left"
    ),
    "Lần chạy này": "This run",
    "Tháng này": "This month",
    "Tiết kiệm dữ liệu: đang bật": "Saving data: on",
    "Tiết kiệm dữ liệu: đang tắt": "Saving data: off",
    "{line}   nhiều nhất {most}, còn {left}": "{line}   of {most} at most, {left} left",
    # Arguments and their help
    "Tờ báo trong terminal: đọc báo tiếng Việt bằng bàn phím, cả khi không có mạng.": (
        "A newspaper in the terminal: read the Vietnamese press with the keyboard, offline too."
    ),
    "Không có lệnh con thì mở màn hình đọc báo. Trong đó, bấm ? để xem mọi phím.": (
        "Without a command the reading screen opens. Press ? there to see all keys."
    ),
    "Cách dùng: ": "Usage: ",
    "lệnh và tham số": "commands and arguments",
    "tuỳ chọn": "options",
    "in phần trợ giúp này": "print this help",
    "in phiên bản": "print the version",
    "in JSON": "print JSON",
    "mở tờ báo mẫu, không cần mạng, không đụng tới thư viện": (
        "open the sample paper; no network, your library is left alone"
    ),
    "LỆNH": "COMMAND",
    "ĐỊA_CHỈ|TỆP": "ADDRESS|FILE",
    "ĐỊA_CHỈ|BÁO": "ADDRESS|PAPER",
    "ĐỊA_CHỈ": "ADDRESS",
    "CHỮ": "WORD",
    "TÊN": "NAME",
    "BÁO": "PAPER",
    "BÁO.toml": "PAPER.toml",
    "TRANG.html": "PAGE.html",
    "TỆP": "FILE",
    "LOẠI": "KIND",
    "NGÀY": "DAY",
    "SỐ": "NUMBER",
    "lấy tin và mang toàn văn về máy": "fetch news, and bring full texts home",
    "chỉ lấy đầu tin, không mang toàn văn": "fetch headlines only, no full texts",
    "không kể tiến độ": "do not tell progress",
    "in một bài: địa chỉ, hay tệp HTML đã lưu": "print an article: an address, or a saved HTML file",
    "địa chỉ của bài, hay tệp HTML đã lưu": "the article's address, or a saved HTML file",
    "địa chỉ của tệp đã lưu": "the address of the saved file",
    "in các đầu tin trên máy": "print the headlines that are here",
    "chỉ bài chưa đọc": "unread ones only",
    "chỉ bài đã đánh dấu": "bookmarked ones only",
    "nhiều nhất bấy nhiêu bài (mặc định {default})": "at most so many (default {default})",
    "tìm trong mọi bài, không dấu cũng được": "search all articles, with or without diacritics",
    "những chữ có trong bài": "words that the article has",
    "in nơi cất thư viện, cấu hình và bộ nhớ đệm": "print where the library, the configuration and the cache are",
    "in mọi tờ báo, đang bật hay tắt, với các chuyên mục và địa chỉ": (
        "print all papers, on or off, with sections and addresses"
    ),
    "thêm một báo bằng địa chỉ trang hay nguồn tin; hay bật lại một báo có sẵn": (
        "add a paper by the address of its site or feed; or switch on one that is here"
    ),
    "địa chỉ của tờ báo, chuyên mục hay nguồn tin (RSS); hay tên ngắn của một báo có sẵn, như vtv": (
        "address of a paper, section or feed (RSS); or the short name of a paper that is here, such as vtv"
    ),
    "tên của báo, thay cho tên tìm thấy": "the paper's name, instead of the one that is found",
    "in ra tệp TOML của báo mà không ghi gì vào máy": "print the paper's TOML file and save nothing",
    "bỏ một báo: tệp của bạn được cất đi, báo có sẵn thì tắt": (
        "remove a paper: your own file is put away, a built-in paper is switched off"
    ),
    "tên ngắn của báo, như vtv; xem tuireader sources": "the paper's short name, such as vtv; see tuireader sources",
    "lấy các nguồn tin từ tệp OPML hay tệp urls của newsboat": (
        "take feeds from an OPML file or newsboat's file of urls"
    ),
    "- là đọc từ đầu vào chuẩn": "- reads standard input",
    "chỉ nói sẽ lấy gì": "only say what would be taken",
    "ghi các báo đang bật thành OPML": "write the papers that are on as OPML",
    "bỏ trống thì in ra màn hình": "printed where this is left out",
    "ghi đè tệp đã có": "overwrite a file that exists",
    "hỏi mỗi báo một lần, đọc thử vài bài, nói báo nào còn đọc được": (
        "ask each paper once, try a few articles, and say which papers can be read"
    ),
    "tên ngắn của báo, như vtv; bỏ trống là các báo đang bật": (
        "the paper's short name, such as vtv; all papers that are on where this is left out"
    ),
    "hỏi mọi chuyên mục, không chỉ mục đầu": "ask all sections, not only the first",
    "hỏi cả những báo đang tắt": "ask papers that are off as well",
    "xem bộ đọc thấy gì trong một tệp đã lưu": "see what the parser finds in a saved file",
    "article: bài; feed: nguồn tin (RSS); section: trang chuyên mục; guide: lịch (XMLTV, trang của VTV)": (
        "an article, a feed (RSS), the page of a section, or a TV guide (XMLTV, VTV's page)"
    ),
    "trang hay nguồn tin đã lưu": "a saved page or feed",
    "địa chỉ của tệp": "the file's address",
    "ngày của trang lịch, như 2026-11-23": "the day of the guide's page, such as 2026-11-23",
    "bỏ qua quy tắc riêng của báo": "ignore the paper's own rules",
    "kiểm tra tệp mô tả một tờ báo, với một trang đã lưu nếu có": (
        "check the file that describes a paper, with a saved page if there is one"
    ),
    "tệp mô tả tờ báo": "the file that describes the paper",
    "trang đã lưu; bỏ trống thì chỉ xem tệp của báo": "a saved page; only the file is checked where this is left out",
    "địa chỉ của trang, khi trang không tự nói ra": "the page's address, where the page does not tell it",
    "đọc như trang chuyên mục chứ không phải trang bài": "read it as the page of a section, not as an article",
    # Mistakes in them
    "không có lệnh «{0}». Các lệnh: {1}": "there is no command “{0}”. Commands: {1}",
    "{0}: không có «{1}»; có {2}": "{0}: there is no “{1}”; there are {2}",
    "{0}: «{1}» không phải là số nguyên": "{0}: “{1}” is not a whole number",
    "{0} không đi cùng {1}": "{0} does not go with {1}",
    "{0}: còn thiếu giá trị": "{0}: a value is missing",
    "{0} không nhận giá trị": "{0} takes no value",
    "còn thiếu {0}": "{0} is missing",
    "không hiểu {0}": "cannot make sense of {0}",
    "{prog}: {mistake}. Xem {prog} --help": "{prog}: {mistake}. See {prog} --help",
    "«{written}» không phải là ngày như 2026-11-23": "“{written}” is not a day such as 2026-11-23",
    "tuireader cần một terminal để mở màn hình. Trong ống dẫn, hãy dùng các lệnh con: tuireader --help": (
        "tuireader needs a terminal for its screen. In a pipe, use its commands: tuireader --help"
    ),
    # News and articles
    "{count} bài về máy.": "{count} article brought home.|{count} articles brought home.",
    "Chưa có tin nào. Hãy chạy: tuireader sync": "No news yet. Run: tuireader sync",
    "Không còn bài nào chưa đọc.": "Nothing is unread.",
    "Chưa đánh dấu bài nào.": "No bookmarks yet.",
    "[Ảnh: {caption}]": "[Picture: {caption}]",
    "thư viện": "library",
    "bộ nhớ đệm": "cache",
    "cấu hình": "config",
    "báo của bạn": "your papers",
    "trạng thái": "state",
    "nhật ký": "log",
    "Một tuireader khác đang giữ thư viện, nên lần này không lấy tin; màn hình đang mở sẽ lấy thay.": (
        "Another tuireader holds the library, so no news was fetched this time; the open screen will do it."
    ),
    # The library's file
    "chép thư viện (tin, bài, dấu) vào một tệp": "copy the library (news, articles, marks) to a file",
    "tệp sẽ được ghi, như thu-vien.db": "the file that is written, such as library-copy.db",
    "lấy lại thư viện từ một bản sao; thư viện đang có được giữ bên cạnh": (
        "get the library back from a copy; the one that is there is kept beside it"
    ),
    "bản sao: của tuireader backup, hay trong thư mục backups": (
        "a copy: from tuireader backup, or in the folder backups"
    ),
    "Đã chép thư viện vào {path}: {contents}.": "The library was copied to {path}: {contents}.",
    "{count} bài đánh dấu": "{count} bookmark|{count} bookmarks",
    "Một tuireader khác đang giữ thư viện. Đóng nó, rồi thử lại.": (
        "Another tuireader holds the library. Close it, and try again."
    ),
    "Chưa có bản sao nào; dời {path}* đi nơi khác thì tuireader bắt đầu một thư viện mới.": (
        "There is no copy yet; move {path}* elsewhere and tuireader begins a new library."
    ),
    "Có bản sao {when}; lấy lại: {command}": "There is a copy of {when}; to get it back: {command}",
    "Bản sao mới nhất: {when}, {contents}.": "The newest copy: {when}, {contents}.",
    "Lấy lại bản sao ấy? Tệp hỏng được cất bên cạnh. ↵ hay c: có, k: không": (
        "Get that copy back? The damaged file is kept beside it. ↵ or y: yes, n: no"
    ),
    "Đã lấy lại thư viện: {contents}.": "The library is back: {contents}.",
    "Thư viện trước đó được giữ ở {path}": "The library before it is kept at {path}",
    # The timer
    "để máy tự lấy tin: systemd, hay cron": "have the system fetch news: systemd, or cron",
    "KHOẢNG": "TIME",
    "như 30m (mặc định) hay 2h; từ 5m đến 24h": "such as 30m (default) or 2h; from 5m to 24h",
    "in dòng cho crontab, không ghi gì": "print the line for crontab, write nothing",
    "gỡ những gì đã cài": "remove what was installed",
    "chỉ cho xem, không làm": "only show, do nothing",
    "làm luôn, không hỏi": "do it without asking",
    "«{written}» không phải là khoảng như 30m hay 2h, từ 5m đến 24h": (
        "“{written}” is not a time such as 30m or 2h, from 5m to 24h"
    ),
    "tuireader lấy tin": "tuireader fetches news",
    "Gõ crontab -e rồi xoá dòng có tuireader sync.": "Type crontab -e and delete the line with tuireader sync.",
    "cron không nói được khoảng này. Hãy chọn 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h hay 24h.": (
        "cron has no way to say this time. Choose 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h or 24h."
    ),
    "Gõ crontab -e rồi thêm dòng trên. tuireader không tự sửa crontab của bạn.": (
        "Type crontab -e and add the line above. tuireader does not edit your crontab by itself."
    ),
    "Proxy của shell ({names}) được ghi vào tệp, chỉ mình bạn đọc được; đổi proxy thì cài lại.": (
        "Your shell's proxy ({names}) goes into the file, which only you can read; when it changes, install again."
    ),
    "Proxy có mật khẩu không nằm trong dòng ấy, vì máy ghi lại lệnh của cron. Tự đặt ở đầu crontab: {names}": (
        "A proxy with a password is left out of the line, since the system logs what cron runs. Set it yourself at the "
        "top of the crontab: {names}"
    ),
    "Ghi hai tệp và chạy hai lệnh trên?": "Write these two files and run these two commands?",
    "Đã ghi {service} và {timer} vào {folder}": "{service} and {timer} were written to {folder}",
    "Muốn lấy tin cả khi chưa đăng nhập: loginctl enable-linger. Gỡ: tuireader install-timer --remove": (
        "To fetch news while logged out as well: loginctl enable-linger. To remove: tuireader install-timer --remove"
    ),
    "Chưa cài gì ở {folder}.": "Nothing is installed in {folder}.",
    "Gỡ như trên?": "Remove it as shown?",
    "Đã xoá {files}": "Deleted {files}",
    "Chưa làm gì. Muốn làm thật: thêm --yes": "Nothing was done. To do it: add --yes",
    "Gõ «có» để đồng ý:": "Type “yes” to agree:",
    "Chưa làm gì.": "Nothing was done.",
    "Không có systemctl ở đây. Nơi có, hãy gõ: {command}": (
        "There is no systemctl here. Where there is one, type: {command}"
    ),
    "systemctl không làm được. Sau khi sửa, hãy gõ: {command}": (
        "systemctl could not do it. Once that is mended, type: {command}"
    ),
    # Papers
    "bật": "on",
    "tắt": "off",
    "của bạn": "yours",
    "có sẵn": "built in",
    "«{paper}»": "“{paper}”",
    "«{paper}», mục «{section}»": "“{paper}”, section “{section}”",
    "{name} đã có sẵn và đang {state}; đây là tệp của nó.": "{name} is here already and {state}; this is its file.",
    "{name} đã có sẵn và đang bật.": "{name} is here already and on.",
    "{name} đã có sẵn; vừa bật lại.": "{name} is here already; now it is on.",
    "Đã thêm «{name}» ({id}): {how}.": "“{name}” added ({id}): {how}.",
    "Tin đầu: {title}": "First headline: {title}",
    "Tệp của báo, sửa được: {path}": "The paper's file, which you may edit: {path}",
    "Lấy tin: tuireader sync": "Fetch its news: tuireader sync",
    "Đã bỏ «{name}». Tệp được cất ở {path}": "“{name}” removed. Its file was put away: {path}",
    "Bản có sẵn của báo này dùng trở lại; tắt nó: tuireader rm {id}": (
        "The built-in description of this paper is used again; switch it off: tuireader rm {id}"
    ),
    "Đã tắt «{name}». Bật lại: tuireader add {id}": "“{name}” is off. Switch it on again: tuireader add {id}",
    "Muốn ghi đè: --force": "To overwrite it: --force",
    "Báo của tuireader": "Papers of tuireader",
    "Lấy từ {file}": "Taken from {file}",
    "{count} báo mới": "{count} new paper|{count} new papers",
    "{count} nguồn đã có sẵn": "{count} feed here already|{count} feeds here already",
    "{count} dòng không lấy": "{count} line left out|{count} lines left out",
    "truy vấn của newsboat": "a query of newsboat",
    "lệnh của newsboat, tuireader không chạy lệnh nào": "a command of newsboat; tuireader runs none",
    "không có địa chỉ nguồn tin http(s)": "no http(s) address of a feed",
    "đã có ở phía trên trong danh sách": "already further up in the list",
    "danh sách quá dài": "the list is too long",
    "{count} mục": "{count} section|{count} sections",
    # The doctor
    "Một tuireader khác đang mở, nên kết quả chỉ in ra đây chứ không được nhớ lại.": (
        "Another tuireader is open, so the results are printed here and not remembered."
    ),
    "Không có mạng, hoặc không báo nào trả lời. Dưới đây là những gì biết được từ trước.": (
        "No network, or no paper answers. This is what was known before."
    ),
    "Đọc thử {count} bài: {bodies} bài có nội dung, {by_rules} bài đúng khuôn của báo": (
        "{count} article tried: {bodies} with text, {by_rules} in the paper's layout|"
        "{count} articles tried: {bodies} with text, {by_rules} in the paper's layout"
    ),
    "Đang đọc thử: {done}/{count} báo": "Trying articles: {done}/{count} paper|Trying articles: {done}/{count} papers",
    ", mới nhất {when}": ", newest {when}",
    # The check of a paper's file
    "(không thấy)": "(not found)",
    "(không ghi)": "(not stated)",
    "số chuyên mục": "sections",
    "chuyên mục": "section",
    "mã bài": "article id",
    "tít (title)": "title",
    "sapo (lead)": "lead",
    "tác giả (byline)": "authors (byline)",
    "ban, toà soạn": "desk",
    "thư điện tử": "e-mail",
    "nguồn tin": "source credit",
    "giờ đăng (date)": "published (date)",
    "mục (section)": "section of the page (section)",
    "thân bài (body)": "body",
    "đoạn văn": "paragraph",
    "tít phụ": "heading",
    "trích dẫn": "quote",
    "ảnh": "picture",
    "ảnh đầu bài": "cover",
    "danh sách": "list",
    "bảng": "table",
    "hộp": "box",
    "địa chỉ ảnh, phim": "address of media",
    "chữ thay ảnh": "alternative text",
    "từ khoá (tags)": "tags",
    "ảnh đại diện": "lead image",
    "bài liên quan": "related article",
    "trang sau": "next pages",
    "địa chỉ khác": "canonical address",
    "tên trang": "page title",
    "số bài": "articles",
    "bài": "article",
    "địa chỉ": "address",
    "sapo (summary)": "summary",
    "[theo quy tắc] ": "[by rules] ",
    "[bộ đọc chung] ": "[general reader] ",
    "Trang {url}: đọc như bài.": "Page {url}: read as an article.",
    "Trang {url}: đọc như trang chuyên mục.": "Page {url}: read as the page of a section.",
    "Đây là nguồn tin (RSS), không phải trang bài.": "This is a feed (RSS), not an article.",
    "{time} (giờ Việt Nam)": "{time} (Vietnam time)",
    "không tìm thấy nội dung bài trong trang": "no article was found in the page",
    "không tìm thấy bài nào trong trang": "no articles were found in the page",
    "địa chỉ này không thuộc báo: {value}": "this address is not the paper's: {value}",
    "article_id không tìm thấy con số nào trong địa chỉ của trang: {value}": (
        "article_id finds no number in the page's address: {value}"
    ),
    "id «{value}» đã là của một báo có sẵn, tệp này sẽ thay báo ấy": (
        "the id “{value}” is a built-in paper's, which this file will replace"
    ),
    "tệp nên mang tên theo id: {value}": "the file should be named after its id: {value}",
    "không khớp gì: {key}: {value}": "matches nothing: {key}: {value}",
    "không khớp, khoá này đã có bộ chọn khác khớp: {key}: {value}": (
        "does not match, another selector of this key does: {key}: {value}"
    ),
    "chữ này không có trên trang: {key}: {value}": "this text is not on the page: {key}: {value}",
    "không có cách đọc riêng nào tên này: {key}: {value}": "there is no special reading of this name: {key}: {value}",
    "thừa kế từ hệ «{value}»: {count} bộ chọn của [{key}] không khớp gì (thường là của khuôn trang khác)": (
        "inherited from the family “{value}”: {count} selectors of [{key}] match nothing (they are for other layouts)"
    ),
}
