"""What there is to say of one paper or section, beside the list of papers where the window is wide enough."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader import dates
from tuireader.language import counted, tr
from tuireader.ui import phrases
from tuireader.ui.widgets.paper_list import Told


class PaperCard(Widget):
    """The line under the cursor of a `PaperList`, in sentences."""

    told: reactive[Told | None] = reactive(None)

    def render(self) -> Content:
        if self.told is None:
            return Content("")
        source, section = self.told.line.source, self.told.line.section
        lines = [Content.styled(source.name if section is None else f"{source.name} › {section.name}", "bold $strong")]
        lines += [Content.styled(line, "$quiet") for line in (source.home, source.folder) if line and section is None]
        lines.append(Content(""))
        lines += [Content.styled(line, "$ink") for line in _sentences(self.told)]
        detail = self.told.health.detail if self.told.health else ""
        lines += [Content(""), Content.styled(detail, "$quiet")] if detail else []
        lines += [Content(""), Content.styled(phrases.LOOK_IN if section else phrases.SEE_SECTIONS, "$quiet")]
        return Content("\n").join(lines)


def _sentences(told: Told) -> list[str]:
    """Whether it is on, and what the last tries say."""
    said = [tr("Đang bật.") if told.on else tr("Đang tắt.")]
    if told.on and told.line.section is None:
        said = [counted("Đang bật {on} trong {count} chuyên mục.", len(told.line.source.sections), on=told.sections)]
    health = told.health
    if health is None:
        return said
    said.append(f"{phrases.capital(phrases.health(health, told.now))}.")
    if health.pages:
        said.append(counted("{bodies} trong {count} bài lấy gần đây có toàn văn.", health.pages, bodies=health.bodies))
    if health.checked is not None:
        said.append(tr("Lần hỏi cuối: {when}.").format(when=dates.relative(health.checked, told.now)))
    return said
