"""Zip archives whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repack(archive: bytes, *, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """Write an archive anew: fixed dates, fixed order, the same compression everywhere.

    Args:
        archive: the archive's bytes.
        replaced: members whose content is to be another one.

    Returns:
        The new archive's bytes.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    members |= replaced or {}
    order = [*(name for name in _FIRST if name in members), *sorted(set(members) - set(_FIRST))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in order:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            zipped.writestr(entry, members[name])
    return target.getvalue()
