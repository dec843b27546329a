"""Types that the schemas of several folders use."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

Uuid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
Milliseconds = Annotated[
    int,
    Field(description="milliseconds since 1970", ge=-(2**53), le=2**53),
]
