"""The interface in English: a catalogue of sentences by their Vietnamese ones, in the order of where they are said.

Fields in braces are the same on both sides. A sentence with `{count}` may have two forms, for one and for more, with
«|» between them. « [shelf]» and the like at the end of a key tell apart what only Vietnamese says in one word.
"""

from __future__ import annotations

from tuireader.english import command_line, commands, faults, guide, keeping, packing, screen, times

SENTENCES: dict[str, str] = {
    **times.SENTENCES,
    **commands.SENTENCES,
    **screen.SENTENCES,
    **guide.SENTENCES,
    **keeping.SENTENCES,
    **faults.SENTENCES,
    **packing.SENTENCES,
    **command_line.SENTENCES,
}
