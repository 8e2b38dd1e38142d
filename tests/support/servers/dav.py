"""A WebDAV server over TLS (WsgiDAV on cheroot) in a thread, its files in a folder."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp  # type: ignore[import-untyped]

from support.servers.authority import ServerFiles
from support.servers.ports import free_port, wait_for


@dataclass(frozen=True)
class DavServer:
    """Where it listens, who may come in, and where files arrive."""

    port: int
    user: str
    password: str
    folder: Path


@contextmanager
def dav_server(
    home: Path, files: ServerFiles, *, port: int | None = None, wrap: object = None
) -> Iterator[DavServer]:
    """A server whose files are in ``home``/incoming; ``wrap`` may stand before it (WSGI)."""
    folder = home / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL)
    application = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(home)},
            "simple_dc": {"user_mapping": {"*": {"claire": {"password": "cle du dossier"}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
            "property_manager": True,
            "lock_storage": True,
        }
    )
    port = port or free_port()
    server = Server(("127.0.0.1", port), wrap(application) if callable(wrap) else application)
    server.ssl_adapter = BuiltinSSLAdapter(str(files.certificate), str(files.key))
    server.error_log = lambda *_args, **_named: None  # type: ignore[method-assign]  # a cut is not told
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        wait_for(port)
        yield DavServer(port, "claire", "cle du dossier", folder)
    finally:
        server.stop()
        thread.join(10)
