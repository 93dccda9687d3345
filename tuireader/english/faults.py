"""What went wrong: errors, and files that readers wrote."""

from __future__ import annotations

SENTENCES = {
    "Bài này chưa được mang về máy. Khi có mạng, tuireader sẽ lấy bài này trước tiên.": (
        "This article is not on this machine yet. It will be fetched first when there is a network."
    ),
    "Không có mạng, hoặc báo không trả lời.": "No network, or the paper does not answer.",
    "Báo trả lời quá chậm nên đã thôi chờ.": "The paper took too long to answer.",
    "Báo nói không còn trang này.": "The paper says that this page is gone.",
    "Báo từ chối trả lời (mã {status}).": "The paper refused to answer (status {status}).",
    "Trang chặn máy đọc: báo chỉ mở cho trình duyệt.": "The site blocks readers and opens for browsers only.",
    "Lần trước không lấy được; đến {clock} mới hỏi lại báo này.": (
        "The last try failed; this paper will not be asked again before {clock}."
    ),
    "Đã dùng hết {size} dữ liệu của lần chạy này, nên thôi lấy thêm.": (
        "The {size} of data for this run are used up, so no more is fetched."
    ),
    "Đã dùng hết {size} dữ liệu của hôm nay, nên thôi lấy thêm.": (
        "The {size} of data for today are used up, so no more is fetched."
    ),
    "Đã dùng hết {size} dữ liệu dành cho việc này, nên thôi lấy thêm.": (
        "The {size} of data for this are used up, so no more is fetched."
    ),
    "Trang quá lớn nên không lấy.": "The page is too large and was not fetched.",
    "Máy chủ không chứng minh được đó là báo này (chứng chỉ hết hạn hoặc của nơi khác) nên không lấy.": (
        "The server cannot prove that it is this paper (its certificate expired or is another's); nothing was taken."
    ),
    "Báo trả lời không đúng cách nên không đọc được.": "The paper's answer makes no sense and cannot be read.",
    "Địa chỉ này không mở được.": "This address cannot be opened.",
    "Trang nhận được không phải là nguồn tin (RSS).": "What came is not a feed (RSS).",
    "Trang nhận được không phải là lịch phát sóng.": "What came is not a TV guide.",
    "Không tìm thấy nguồn tin (RSS) hay danh sách bài nào ở địa chỉ này.": (
        "There is no feed (RSS) and no list of articles at this address."
    ),
    "Không tìm thấy nội dung bài trong trang. Có thể báo vừa đổi giao diện.": (
        "No article was found in the page. The paper may have changed its layout."
    ),
    "Trang nhận được là trang báo lỗi hay bài khác, không phải bài này.": (
        "What came is an error page or another article, not this one."
    ),
    "Đọc trang này quá lâu hoặc bị vấp, nên đã thôi đọc.": (
        "Reading this page took too long or failed, and was given up."
    ),
    "Có lỗi ngoài dự liệu; chi tiết nằm trong tệp nhật ký.": (
        "Something unforeseen went wrong; the log has the details."
    ),
    "{why} Bấm o để mở trong trình duyệt.": "{why} Press o to open it in the browser.",
    "Thư viện {path} do một tuireader mới hơn ghi. Hãy nâng cấp; tệp vẫn nguyên vẹn.": (
        "The library {path} was written by a newer tuireader. Please upgrade; the file is unharmed."
    ),
    "Thư viện bị hỏng nên không ghi gì nữa. Thoát rồi mở lại tuireader để lấy lại bản sao mới nhất, nếu có.": (
        "The library is damaged, so nothing is written any more. Quit and start tuireader again to get the newest copy "
        "back, if there is one."
    ),
    "Thư viện {path} bị hỏng nên không mở được. Tệp vẫn để nguyên tại chỗ.": (
        "The library {path} is damaged and cannot be opened. The file was left as it is."
    ),
    "Không ghi được vào {path}: đĩa đầy hoặc không có quyền ghi.": (
        "Cannot write to {path}: the disk is full, or you may not write there."
    ),
    "Không ghi được vào {path}: đĩa đầy, không có quyền ghi, hay đó không phải là tệp.": (
        "Cannot write to {path}: the disk is full, you may not write there, or it is not a file."
    ),
    "Không đọc được tệp {path}: không có tệp ấy, hay không được phép đọc.": (
        "Cannot read {path}: there is no such file, or you may not read it."
    ),
    "{path} không phải là thư viện của tuireader, hay đã hỏng. Không có gì bị thay đổi.": (
        "{path} is no library of tuireader, or it is damaged. Nothing was changed."
    ),
    "Đã có tệp {path}, nên không ghi đè.": "{path} exists already and was not overwritten.",
    "Không lấy được nguồn tin nào từ tệp {path}: {why}.": "No feeds could be taken from {path}: {why}.",
    "tệp trống": "the file is empty",
    "đây không phải là tệp OPML hay tệp urls của newsboat": "it is neither OPML nor newsboat's file of urls",
    "tệp tự khai báo thực thể XML, một cách tấn công quen thuộc, nên không đọc": (
        "it declares XML entities, which is a well-known attack, so it was not read"
    ),
    "trong danh sách không có địa chỉ nào đọc được": "no address in it can be read",
    "Không có báo nào tên là «{name}».": "There is no paper called “{name}”.",
    "Tệp {path} có lỗi: {fault}": "There is a mistake in {path}: {fault}",
    # Files that readers wrote
    "dòng {line}": "line {line}",
    ", cột {column}": ", column {column}",
    "[[section]] thứ {n}, ": "[[section]] no. {n}, ",
    ", phần tử {n}": ", element {n}",
    "true hay false": "true or false",
    "số nguyên": "a whole number",
    "số": "a number",
    "chữ trong dấu nháy": "text in quotes",
    "danh sách [ ]": "a list [ ]",
    "một bảng": "a table",
    " hay ": " or ",
    "không có tệp ấy, hay không được phép đọc": "there is no such file, or it may not be read",
    "có chữ không phải UTF-8": "some of it is not UTF-8",
    "các dấu ngoặc lồng nhau quá sâu": "brackets are nested too deeply",
    "TOML viết sai": "this is not TOML",
    "TOML viết sai: trong nháy kép, dấu \\ có nghĩa riêng; hãy dùng nháy đơn": (
        "this is not TOML: \\ has a meaning of its own in double quotes; use single ones"
    ),
    "khoá này đã có ở phía trên": "this key is there already, further up",
    "{table}thiếu khoá «{value}»": "{table}lacks the key “{value}”",
    "«{key}» phải từ {value} trở lên": "“{key}” must be at least {value}",
    "«{key}» nhiều nhất là {value}": "“{key}” may be at most {value}",
    "{key}: «{value}» chỉ được gồm a-z, 0-9 và dấu -": "{key}: “{value}” may only have a-z, 0-9 and -",
    "{key}: đã có chuyên mục «{value}» ở phía trên": "{key}: there is a section “{value}” already, further up",
    "cần ít nhất một khối [[section]]": "at least one [[section]] is needed",
    "{key}: thiếu cả feed lẫn list": "{key}: neither feed nor list is there",
    "{key}: «{value}» phải bắt đầu bằng https:// hay http:// và có tên miền": (
        "{key}: “{value}” must begin with https:// or http:// and name a host"
    ),
    "{key}: «{value}» không phải là tên miền, như «zingnews.vn»": (
        "{key}: “{value}” is not a host, such as “zingnews.vn”"
    ),
    "{key}: biểu thức chính quy «{value}» viết sai": "{key}: “{value}” is not a regular expression",
    "{key}: «{value}» thiếu cặp ngoặc ( ) quanh con số của bài": (
        "{key}: “{value}” lacks parentheses ( ) around the article's number"
    ),
    "{key}: bộ chọn «{value}» viết sai": "{key}: “{value}” is not a selector",
    "{key}: «{value}» không phải là một cỡ, như «5MB» hay «800 kB»": (
        "{key}: “{value}” is not a size, such as “5MB” or “800 kB”"
    ),
    "{table}không có khoá «{key}»{near}": "{table}has no key “{key}”{near}",
    "; có phải «{key}»?": "; do you mean “{key}”?",
    "«{key}» phải là {type}": "“{key}” must be {type}",
    "không có hệ «{name}»; có {names}": "there is no family “{name}”; there are {names}",
    "tệp lớn hơn {size} kB": "the file is larger than {size} kB",
}
