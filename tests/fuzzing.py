"""How many inputs the property tests try, and what `make fuzz` tells of them at its end.

Hypothesis has two profiles here: `test` tries the same few inputs each time, so that nobody's proposal fails on
a fault of somebody else; `fuzz` tries new ones, many more. No input may take longer than a second (`within_a_second`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import wraps
from time import process_time
from typing import Any, ParamSpec, TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.statistics import collector

UNIMPORTANT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
"""A test puts back itself what an input changed; how fast inputs are made says nothing of ours."""

settings.register_profile("test", max_examples=20, deadline=None, derandomize=True, suppress_health_check=UNIMPORTANT)
settings.register_profile("fuzz", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=UNIMPORTANT)
settings.load_profile("test")

P = ParamSpec("P")
R = TypeVar("R")


def within_a_second(test: Callable[P, R]) -> Callable[P, R]:
    """A test, or a piece of one, that fails in the long run when it computes for longer than a second.

    The clock that Hypothesis itself looks at also runs while others use the machine; and after thousands of inputs,
    looking for waste takes as long.
    """

    @wraps(test)
    def timed(*arguments: P.args, **named: P.kwargs) -> R:
        gc.disable()
        start = process_time()
        try:
            given = test(*arguments, **named)
            seconds = process_time() - start
        finally:
            gc.enable()
        _slowest[test.__name__] = max(seconds, _slowest.get(test.__name__, 0))
        assert seconds < 1 or settings.get_current_profile_name() != "fuzz"
        return given

    return timed


_tried: dict[str, list[float]] = {}
"""Target -> seconds per input, by the clock on the wall."""
_slowest: dict[str, float] = {}
"""Target -> seconds that the slowest input computed."""


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[Any]:
    """Keep how long each input took; what Hypothesis itself does with it goes on."""
    theirs = collector.value

    def keep(told: Any) -> None:
        cases = [
            case
            for phase in ("reuse", "generate", "shrink")
            for case in told.get(f"{phase}-phase", {}).get("test-cases", ())
        ]
        _tried.setdefault(pyfuncitem.name, []).extend(
            case["runtime"] - case["drawtime"] for case in cases if case["status"] != "overrun"
        )
        if theirs is not None:
            theirs(told)

    with collector.with_value(cast(None, keep)):
        return (yield)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """After the long run: inputs per target, how long the slowest one computed, and how long all of them took."""
    if config.getoption("hypothesis_profile", None) != "fuzz":
        return
    terminalreporter.section("invoer per doel")
    rows = [
        (len(seconds), _slowest.get(name, max(seconds, default=0)), sum(seconds), name)
        for name, seconds in _tried.items()
    ]
    for many, slowest, together, name in [
        *rows,
        (sum(row[0] for row in rows), max(row[1] for row in rows), sum(row[2] for row in rows), "samen"),
    ]:
        terminalreporter.write_line(f"{many:7} {slowest:6.2f} s de traagste {together:6.0f} s samen  {name}")
