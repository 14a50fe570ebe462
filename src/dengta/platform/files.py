"""Files under our own names, in a folder or an object store by one interface."""

from pathlib import Path
from uuid import UUID

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore

from dengta.platform.settings import Settings


class Files:
    """Keeps bytes under an identifier we made. What the sender called a file never becomes part of a path."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, uid: UUID, content: bytes) -> None:
        """Store the content; after this returns it survives a crash of this process."""
        await obstore.put_async(self._store, _path(uid), content)

    async def get(self, uid: UUID) -> bytes | None:
        """The content, or None if there is none under this identifier."""
        try:
            found = await obstore.get_async(self._store, _path(uid))
        except (NotFoundError, FileNotFoundError):
            return None
        return bytes(await found.bytes_async())

    async def drop(self, uid: UUID) -> None:
        """Forget the content; nothing happens if it is not there."""
        try:
            await obstore.delete_async(self._store, _path(uid))
        except (NotFoundError, FileNotFoundError):
            return


def local_files(settings: Settings) -> Files:
    """Files in the installation's own folder."""
    folder = Path(settings.home) / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Files(LocalStore(prefix=folder))


def _path(uid: UUID) -> str:
    name = uid.hex
    return f"{name[-2:]}/{name}"
