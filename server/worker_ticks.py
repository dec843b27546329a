"""When each job of the worker last ran. It shows whether a worker is alive."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.extensions import Base
from server.upsert import insert_into


class WorkerTick(Base):
    """When a job of the worker last ran: `loop` (shows that it is alive), `daily`."""

    __tablename__ = "worker_ticks"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    ticked_at: Mapped[datetime]


def tick(s: Session, name: str, now: datetime) -> None:
    """Record that the worker ran its job `name`."""
    row = insert_into(s, WorkerTick.__table__).values(name=name, ticked_at=now)
    s.execute(row.on_conflict_do_update(index_elements=["name"], set_={"ticked_at": now}))


def last_tick(s: Session, name: str) -> datetime | None:
    """Returns when the worker last ran its job `name`; None: never."""
    return s.scalar(select(WorkerTick.ticked_at).where(WorkerTick.name == name))
