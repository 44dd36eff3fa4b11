"""The name a file is kept under: only what a person reads of it, and the ending of what it really is."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_STEM = 120


def clean_name(name: str, ending: str, *, nameless: str = "acknowledgement") -> str:
    """The name without folders, control characters and signs no file system takes, with the ending of what it is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    plain = " ".join(seen.split())
    stem = re.sub(r'[<>:"|?*/]+', "-", PurePosixPath(plain).stem or plain).strip(" .-")[:LONGEST_STEM].strip()
    return f"{stem or nameless}.{ending}"
