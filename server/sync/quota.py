"""Whether there is room for a change. Updated while a batch is applied, and written at its end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask import current_app
from pydantic_core import to_json

from server.database import Executor
from server.sync.codec import ChangeRow, RecordRow
from server.sync.holdings import RECORD_BYTES, Allowance, Holdings, record_size
from server.sync.holdings_store import count_holdings
from server.sync.merge import RecordState
from server.sync.request import Change
from server.sync.store import Head
from server.sync.validate import Rejected


@dataclass(slots=True)
class Quota:
    """What an account may store, and stores, while a batch is applied to it."""

    allowance: Allowance
    holdings: Holdings
    #: Which records are there: before the batch, then as it goes on.
    there: dict[str, bool] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, s: Executor, account_id: str, head: Head, held: Mapping[str, RecordState]
    ) -> "Quota":
        """Returns the quota of an account whose head is locked; `held` are those of its records
        that the batch names."""
        found = head.holdings
        config = current_app.config
        quota = cls(
            Allowance(config["MOST_RECORDS"], config["MOST_MEGABYTES"]),
            count_holdings(s, account_id) if found is None else found,
        )
        for each in held.values():
            quota.know(each)
        return quota

    def know(self, held: RecordState) -> None:
        """Note the size of a record before anything is done to it."""
        self.there[held.id] = held.is_there()
        self.sizes[held.id] = RECORD_BYTES + len(to_json(held.fields))

    def check(self, change: Change, held: RecordState | None) -> None:
        """Raises Rejected if there is no room."""
        if held is not None and held.is_forgotten():
            return  # it gets that answer, instead of one about room
        is_there = held is not None and held.is_there()
        deletes = change.raw.get("delete") is True
        why = self.holdings.refuse(
            self.allowance, adds=not is_there and not deletes, removes=is_there and deletes
        )
        if why is not None:
            raise Rejected({"record": why})

    def taken(self, row: ChangeRow, held: RecordState) -> None:
        """A change was applied: count its row of `changes`, and the record in its new state."""
        self.holdings.add_change(row.texts)
        self._stands(held)

    def opened(self, held: RecordState) -> None:
        """The server itself created a record, or completed it."""
        self._stands(held)

    def written(self, rows: list[RecordRow], touched: Collection[str]) -> None:
        """These rows of `records`, with the ids `touched`, replace the previous ones."""
        self.holdings.replace(
            (self.sizes.get(record, 0) for record in touched),
            (record_size(row.fields) for row in rows),
        )

    def _stands(self, held: RecordState) -> None:
        now = held.is_there()
        self.holdings.records += now - self.there.get(held.id, False)
        self.there[held.id] = now
