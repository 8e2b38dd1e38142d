"""What stands before a WebDAV server and spoils what it does: answers, losses, habits."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


@dataclass
class DavFaults:
    """Set while a server runs; it is spotless until told otherwise.

    Attributes:
        answers: a status line instead of what a method would do, by method.
        reads_first: it takes the whole body before it answers so.
        loses: files that a method leaves are removed once it has answered, by method.
        no_sizes: it tells no Content-Length.
        pours: a body of that many megabytes after an answer, by method.
        poured: megabytes that it gave so.
        seen: the methods, in order.
    """

    answers: dict[str, str] = field(default_factory=dict)
    reads_first: bool = True
    loses: dict[str, Path] = field(default_factory=dict)
    no_sizes: bool = False
    pours: dict[str, int] = field(default_factory=dict)
    poured: int = 0
    seen: list[str] = field(default_factory=list)

    def before(self, application: Application) -> Application:
        """The application behind these faults."""

        def serve(environ: Environ, start: Start) -> Iterable[bytes]:
            method = environ["REQUEST_METHOD"]
            self.seen.append(method)
            if environ["PATH_INFO"].endswith((".part", ".filepart")):  # as Nextcloud has it
                return _answer(start, "403 Forbidden")
            if method in self.answers:
                if self.reads_first:
                    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                return _answer(start, self.answers[method])
            if method in self.pours:
                list(application(environ, _without_size(start)))
                return self._flood(self.pours[method])
            if not self.no_sizes:
                done = list(application(environ, start))
            else:
                done = list(application(environ, _without_size(start)))
            if method in self.loses:
                self.loses[method].unlink()
            return done

        return serve

    def _flood(self, megabytes: int) -> Iterator[bytes]:
        for _ in range(megabytes):
            self.poured += 1
            yield bytes(1 << 20)


def _answer(start: Start, status: str) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain"), ("Location", "https://127.0.0.1:1/ailleurs")])
    return [b"non"]


def _without_size(start: Start) -> Start:
    def told(status: str, headers: list[tuple[str, str]], *more: object) -> object:
        kept = [each for each in headers if each[0].lower() != "content-length"]
        return start(status, kept, *more)

    return told
