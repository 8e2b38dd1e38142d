"""The transport of a channel; its library is loaded when it is first used."""

from coachdesk.sync.channel import Way
from coachdesk.sync.transports.folder import FolderTransport
from coachdesk.sync.transports.protocol import Access, Transport


def open_transport(access: Access) -> Transport:
    """The way out that the channel names, open.

    Raises:
        TroubleError: nobody answers there, or not whom we wait for.
    """
    match access.channel.way:
        case Way.FOLDER:
            return FolderTransport(access)
        case Way.SFTP:
            from coachdesk.sync.transports.sftp import SftpTransport

            return SftpTransport(access)
        case Way.WEBDAV:
            from coachdesk.sync.transports.webdav import WebdavTransport

            return WebdavTransport(access)
        case Way.MAIL | Way.MAIL_TLS:
            from coachdesk.sync.transports.mail import MailTransport

            return MailTransport(access)
