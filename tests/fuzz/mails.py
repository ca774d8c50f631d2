"""E-mails for the generator of requests, which knows no media type `message/rfc822` of its own.

Messages of one part and of several, with files and without, and whatever else arrives at a door
that takes e-mails: half of a message, none, and bytes that were never one.
"""

import schemathesis
from hypothesis import strategies as st

NAMES = st.text(max_size=40)
WORDS = st.text(max_size=200)
FILES = st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=3)


def message(subject: str, words: str, files: list[tuple[str, bytes]]) -> bytes:
    """A message as a mail server passes it on."""
    head = f"From: a@example.com\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    if not files:
        return f"{head}\r\n{words}\r\n".encode()
    told = f'{head}Content-Type: multipart/mixed; boundary="d"\r\n\r\n'.encode()
    parts = [f"--d\r\n\r\n{words}\r\n".encode()]
    for name, content in files:
        place = f'--d\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
        parts.append(place.encode() + content + b"\r\n")
    return told + b"".join(parts) + b"--d--\r\n"


MESSAGES = st.builds(message, NAMES, WORDS, FILES)
BROKEN = st.builds(lambda whole, end: whole[: len(whole) * end // 10], MESSAGES, st.integers(0, 9))

schemathesis.openapi.media_type(
    "message/rfc822", st.one_of(MESSAGES, BROKEN, st.binary(max_size=400))
)
