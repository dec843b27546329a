"""Rules of addresses that are compiled once in a process, not once for each app."""

from collections.abc import Callable
from typing import Any, ClassVar

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class CompiledOnce(Rule):
    """Making an app takes 20 ms, of which most goes into the functions that build its addresses.
    They are the same for each app, since they depend on the text of the rule alone."""

    _builders: ClassVar[dict[tuple[str, str | None, bool], Builder]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        key = (self.rule, self.subdomain, append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]
