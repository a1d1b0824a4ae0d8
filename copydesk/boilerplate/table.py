"""All measures of a story's lines in one matrix, a row a line: filled by compiled code, or by its twins in ``features``, ``lexicon`` and
``second``, column for column the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from copydesk.boilerplate.features import in_place, own_shape
from copydesk.boilerplate.lexicon import Lexicon, measure_words
from copydesk.boilerplate.second import second_look
from copydesk.boilerplate.sheet import measure_lines
from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from copydesk.boilerplate.sheet import Floats, Sheet


def measure_all(sheet: Sheet, lexicon: Lexicon) -> dict[str, Floats]:
    """Every first-look measure by name, each of length n."""
    own = own_shape(sheet)
    return own | measure_words(sheet, lexicon) | in_place(sheet, own)


@cache
def columns() -> Mapping[str, int]:
    """The column of each measure: first the line's own, then those of its words, of its place, and of the second look."""
    import numpy as np

    sheet, none = measure_lines("a", [0], [1]), Lexicon(np.zeros(0, np.uint64), np.zeros((0, 2)))
    nothing = np.zeros(1)
    return {name: column for column, name in enumerate((*measure_all(sheet, none), *second_look(sheet, nothing, nothing)))}


class Table:
    """The matrix of a sheet (n × ``columns()``), and of each line the share of ``figures`` and the share of its letters in words that
    the page's prose uses elsewhere (``shared``). Words and second looks of another model may be written over those of one."""

    __slots__ = ("_groups", "_kernel", "figures", "matrix", "shared", "sheet")

    def __init__(self, sheet: Sheet) -> None:
        import numpy as np

        self.sheet = sheet
        self.matrix: NDArray[np.float32] = np.empty((sheet.n, len(columns())), np.float32)
        self._kernel = find_kernel("measures")
        if self._kernel is None:
            own = own_shape(sheet)
            place = in_place(sheet, own)
            self._write(own | place)
            self.figures: Floats = own["digits"]
            self.shared: Floats = place["known"]
        else:
            self.figures = self._kernel.own_shape(sheet, self.matrix)
            self._groups = self._kernel.joined(sheet)
            self.shared = self._kernel.in_place(sheet, self._groups, self.matrix)

    def _write(self, measures: Mapping[str, Floats]) -> None:
        for name, values in measures.items():
            self.matrix[:, columns()[name]] = values

    def read_words(self, lexicon: Lexicon) -> tuple[Floats, Floats]:
        """Fill in what a lexicon says; its tone of each line and the share of the line's words that it has."""
        if self._kernel is not None:
            tone, known = self._kernel.words(self.sheet, lexicon.find(self.sheet.lexeme), lexicon.odds, self.matrix)
            return tone, known
        measures = measure_words(self.sheet, lexicon)
        self._write(measures)
        return measures["words_tone"], measures["words_known"]

    def look_again(self, probability: Floats, tone: Floats) -> None:
        """Fill in what the first P(body) of all lines says of each."""
        kernel = find_kernel("second") if self._kernel is not None else None
        if kernel is not None:
            kernel.second_look(self.sheet, self._groups, probability, tone, self.matrix)
        else:
            self._write(second_look(self.sheet, probability, tone))
