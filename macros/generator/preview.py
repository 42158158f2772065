"""The preview: after a change in the data, a page is made again when somebody asks for it, and the whole site only when
nothing less will do.

Leans on private parts of MkDocs 1.6.1, whose version is fixed: the two halves of building a page, and the request and
epochs of its server.
"""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from macros.generator.build import Build
from macros.generator.reading import Stamp, stamp
from macros.generator.ready_page import ReadyPage
from macros.render.engine import environment

_log = logging.getLogger("mkdocs.macros")

_CHANGES = {"created", "modified", "moved", "deleted"}
MEND = (
    "Verbeter wat hieronder staat en bewaar; deze pagina volgt dan vanzelf. "
    "Staat de fout er niet bij, kijk dan in het venster waar je de voorvertoning startte."
)
RESTART = "Python wijzigde: stop de voorvertoning (Ctrl-C) en start ze opnieuw."


class Stop(NamedTuple):
    """Why there is nothing to show."""

    advice: str
    reason: str


class Preview:
    """Stands between the server of MkDocs, its builder and its watcher."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        self.server, self.whole, self.serve = server, builder, server.serve_request
        self.root = Path(config.config_file_path).parent
        self.watched = [Path(path) for path in {*server._watched_paths, *config.watch}]
        self.lock = RLock()
        self.fresh: set[str] | None = None
        """Pages that were made since the data changed; None when all of the site is up to date."""
        self.stop: Stop | None = None
        """Why the last build failed, or can no longer be trusted; then the next one is whole."""
        self.before = self._stamps()

    def build(self) -> None:
        """Called when a file changed: all of the site, unless the same data, pages and assets only say something else
        than before.
        """
        now = self._stamps()
        changed = {Path(path) for path, _, _ in {*now} ^ {*self.before}}
        same_files = [path for path, _, _ in now] == [path for path, _, _ in self.before]
        self.before = now
        python = sorted(os.path.relpath(path, self.root) for path in changed if path.suffix == ".py")
        with self.lock:
            if python:  # what is loaded stays as it was: to build with it would show old work as new
                self.stop = Stop(RESTART, "\n".join(python))
                _log.warning(RESTART)
            elif not (self.stop and self.stop.advice == RESTART):
                self.stop = self._tried(lambda: self._renew(changed, same_files))

    def _renew(self, changed: set[Path], same_files: bool) -> None:
        if self.stop or not (changed and same_files and self._take(changed)):
            self._build_whole()

    def _take(self, changed: set[Path]) -> bool:
        """Take changes of data, pages and assets over; False when there are others, or nothing to build on."""
        build = Build.running()
        data = {path for path in changed if path.is_relative_to(self.root / "data")}
        typed = {Path(file.abs_src_path): file for file in build.typed if file.abs_src_path}
        if not all(path in typed for path in changed - data) or not build.read_again():
            return False
        self.fresh = set()
        for file in [typed[path] for path in changed - data]:
            if file.page:  # its title may stand in the menu of every page
                _make(build, file.dest_uri)
                self.fresh.add(file.dest_uri)
            else:
                file.copy_file()
        return True

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A request: what it asks for is brought up to date first."""
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not address.startswith("/livereload/"):
            with self.server._epoch_cond:  # a build may be under way
                self.server._epoch_cond.wait_for(lambda: self.server._visible_epoch == self.server._wanted_epoch)
            file = address.removeprefix(self.server.mount_path) + ("index.html" if address.endswith("/") else "")
            with self.lock:
                stop = self.stop or self._tried(lambda: self._bring_up_to_date(posixpath.normpath(file)))
            if stop:
                start_response("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
                return [self._stopped(stop)]
        return self.serve(environ, start_response)

    def _bring_up_to_date(self, path: str) -> None:
        build = Build.running()
        if self.fresh is None or path in self.fresh:
            return
        if path in build.pages:
            _make(build, path)
            self.fresh.add(path)
        elif path in build.others:
            self._build_whole()

    def _build_whole(self) -> None:
        self.whole()
        self.fresh = None

    def _tried(self, step: Callable[[], None]) -> Stop | None:
        """Do a step of a build; what went wrong is told on the page and in the log, and the server goes on."""
        try:
            step()
        except (Exception, SystemExit) as error:
            cause: BaseException = error
            if isinstance(error, SystemExit):  # MkDocs said why, and stops with an exit that no longer does
                cause = error.__context__ or error
            else:
                _log.exception(MEND)
            return Stop(MEND, str(cause).strip() or type(cause).__name__)
        return None

    def _stopped(self, stop: Stop) -> bytes:
        """The page that says why there is nothing to show, and that follows the next change."""
        html: str = environment().get_template("preview_stopped.html").render(stop._asdict())
        page: bytes = self.server._inject_js_into_html(html.encode(), self.server._visible_epoch)  # type: ignore[no-untyped-call]
        return page

    def _stamps(self) -> Stamp:
        return tuple(sorted({item for path in self.watched for item in stamp(path)}))


def _make(build: Build, path: str) -> None:
    """Make one page anew with what is known now."""
    page = build.pages[path].page
    assert page is not None
    if isinstance(page, ReadyPage) and build.library:
        page.renew(build.library)
    _populate_page(page, build.config, build.files)
    _build_page(page, build.config, [*build.pages.values()], build.nav, build.env)


class _Changes(FileSystemEventHandler):
    """Passes on that a file changed; that one was opened or read is no news."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self.handler = handler

    def dispatch(self, event: FileSystemEvent) -> None:
        """Tell the server of MkDocs, which reacts to whatever it is told."""
        if event.event_type in _CHANGES:
            self.handler.dispatch(event)


class _Watcher(Observer):  # type: ignore[misc, valid-type]
    """Hears of a change at once, where MkDocs looks for one every half second."""

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False, **options: Any
    ) -> Any:
        """Watch a path for changes."""
        return super().schedule(_Changes(event_handler), path, recursive=recursive, **options)


def attach(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Give the server of MkDocs a preview; what it watches stays the same."""
    watched = list(server._watched_paths)
    for path in watched:
        server.unwatch(path)
    server.observer = _Watcher()
    for path in watched:
        server.watch(path)
    preview = Preview(server, config, builder)
    server.builder = preview.build
    server.set_app(preview.answer)
    return server
