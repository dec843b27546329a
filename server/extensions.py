"""The Flask extensions: created here once, and bound to an app in `create_app()`."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, registry

from server.columns import UtcDateTime

# Every constraint has a name, so that a migration can find it again on either database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Declarative(DeclarativeBase):
    """`Mapped[datetime]` is an aware instant in UTC."""

    # flask-sqlalchemy copies this body into a class of its own; only a ready registry survives.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime()}
    )


db = SQLAlchemy(model_class=Declarative, disable_autonaming=True)
login = LoginManager()
migrate = Migrate()

if TYPE_CHECKING:
    Base = Declarative
else:
    Base = db.Model
