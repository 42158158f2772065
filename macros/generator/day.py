"""The day of the content: that of the commit, so that two builds of it agree whatever the clock says."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path


def content_commit(root: Path) -> str:
    """The short name of the last commit in `root`; empty when there is none."""
    return _git(root, "%H")[:8]


def content_day(root: Path) -> date | None:
    """The day of `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/), else of the last
    commit in `root`; None for neither.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdecimal():
        seconds = _git(root, "%ct")
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds.isdecimal() else None


def _git(root: Path, form: str) -> str:
    """What git says of the last commit; empty without one."""
    try:
        ran = subprocess.run(["git", "log", "-1", f"--format={form}"], cwd=root, capture_output=True, text=True)
    except OSError:  # no git on this machine
        return ""
    return ran.stdout.strip()
