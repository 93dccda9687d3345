"""What is on air."""

from __future__ import annotations

SENTENCES = {
    "ĐANG PHÁT": "ON AIR",
    "chưa có lịch": "nothing listed",
    "Tiếp theo": "Next",
    "Đang lấy lịch phát sóng… Esc để trở lại.": "Fetching the guide… Esc goes back.",
    "Đang lấy lịch…": "Fetching…",
    "Chưa chọn kênh nào: ghi tên kênh vào «channels» trong phần [guide] của config.toml. Esc để trở lại.": (
        "No channels chosen: name them in “channels” under [guide] in config.toml. Esc goes back."
    ),
    "Ngày này chưa có lịch phát sóng. Bấm r để hỏi lại, < và > để xem ngày khác, Esc để trở lại.": (
        "There is no guide for this day yet. r asks again, < and > show other days, Esc goes back."
    ),
    "Kênh này chưa có lịch. → và ← để xem kênh khác, r để hỏi lại, Esc để trở lại.": (
        "Nothing is listed for this channel. → and ← show others, r asks again, Esc goes back."
    ),
    "Ngoại tuyến · lịch đã giữ": "Offline · saved guide",
    "Lịch chỉ xem được từ hôm qua tới sáu ngày nữa.": "The guide goes from yesterday to six days ahead.",
    "vừa bắt đầu": "just started",
    "còn {length}": "{length} left",
    "còn {minutes} ph": "{minutes} min left",
    "còn {hours}g{minutes:02}": "{hours}h{minutes:02} left",
    "vừa phát xong": "just ended",
    "đã phát {when}": "ended {when}",
    "đang phát": "on air",
    "{length} nữa": "in {length}",
    "{why} Bấm r để thử lại, < và > để xem ngày khác, Esc để trở lại.": (
        "{why} r tries again, < and > show other days, Esc goes back."
    ),
    "Không có mạng, và ngày này chưa có lịch trên máy.": "No network, and no saved guide for this day.",
    "Trang lịch trả lời quá chậm nên đã thôi chờ.": "The guide took too long to answer.",
    "Trang lịch chưa có ngày này.": "The guide does not have this day yet.",
    "Trang lịch từ chối trả lời (mã {status}).": "The guide refused to answer (status {status}).",
    "Lần trước không lấy được; đến {clock} mới hỏi lại trang lịch.": "The last try failed; the next one is at {clock}.",
    "Không lấy được trang lịch.": "The guide could not be fetched.",
    "Đang mở {channel} bằng {player}.": "Opening {channel} in {player}.",
    "Đang mở {channel} trong trình duyệt.": "Opening {channel} in the browser.",
    "Không chạy được {player}. Đã chép địa chỉ của kênh.": (
        "{player} could not be started. The channel's address is copied."
    ),
    "Chưa biết chỗ xem {channel}: ghi địa chỉ vào «addresses» trong phần [guide] của config.toml.": (
        "Nobody knows where to watch {channel}: put its address into “addresses” under [guide] in config.toml."
    ),
}
