"""Lists that change in place, whatever they become."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.shell.rows import Index, KeyedRowsModel


@dataclass(frozen=True)
class Row:
    key: str
    text: str


class Model(KeyedRowsModel[Row]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.row(index).text if role == Qt.ItemDataRole.DisplayRole else None


rows = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xy")).map(
    lambda texts: [Row(key, text) for key, text in texts.items()]
)


@given(before=rows, after=rows)
def test_rows_become_others_and_who_watches_one_keeps_it(
    before: list[Row], after: list[Row]
) -> None:
    model = Model()
    model.merge(before)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    watched = {row.key: QPersistentModelIndex(model.index_of(row.key)) for row in before}
    model.merge(after)
    shown = [model.row(model.index(at)) for at in range(model.rowCount())]
    assert shown == after
    for row in after:
        if row.key in watched:
            assert watched[row.key].row() == after.index(row)
    for key, index in watched.items():
        assert index.isValid() == (key in {row.key for row in after})
    del tester
