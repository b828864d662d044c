"""A reader for R's saved data (.rda, XDR format, versions 2 and 3): enough for data frames of numbers, texts and factors.

The layout is that of "Serialization Formats" in R Internals. Only the standard library is used.
"""

import bz2
import gzip
import lzma
import struct

NA_INTEGER = -(2**31)


def load(path):
    """Returns the objects of a saved file as a dict: vectors are lists, data frames and lists are dicts by name."""
    with open(path, "rb") as file:
        packed = file.read()
    for magic, unpack in ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress)):
        if packed.startswith(magic):
            packed = unpack(packed)
    if packed[:5] not in (b"RDX2\n", b"RDX3\n") or packed[5:7] != b"X\n":
        raise ValueError(f"{path} is not R data in XDR format")
    return _Reader(packed[7:]).saved()


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.references = []

    def saved(self):
        version, _, _ = self.integer(), self.integer(), self.integer()
        if version == 3:
            self.take(self.integer())  # the session's character encoding
        return dict(self.item())

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError("R data ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def integer(self):
        return struct.unpack(">i", self.take(4))[0]

    def numbers(self, code, size):
        count = self.integer()
        return list(struct.unpack(f">{count}{code}", self.take(count * size)))

    def item(self):
        flags = self.integer()
        kind, has_attributes, has_tag = flags & 0xFF, flags & 0x200, flags & 0x400
        if kind in (0xFE, 0xF2, 0xF1, 0xFD, 0xFB):  # nil and R's standard environments
            return None
        if kind == 0xFF:  # something met before
            return self.references[(flags >> 8 or self.integer()) - 1]
        if kind == 1:  # a symbol: its name
            self.references.append(self.item())
            return self.references[-1]
        if kind == 2:  # a pair list: (tag, value) in order
            return self.pairs(has_attributes, has_tag)
        if kind == 9:  # one text
            length = self.integer()
            return None if length < 0 else self.take(length).decode("latin-1" if flags & 0x4000 else "utf-8")
        if kind in (10, 13):
            value = [None if n == NA_INTEGER else n for n in self.numbers("i", 4)]
        elif kind == 14:
            value = self.numbers("d", 8)
        elif kind in (16, 19):
            value = [self.item() for _ in range(self.integer())]
        else:
            raise ValueError(f"R data holds an object of type {kind}, which this reader does not know")
        return self.dressed(value, dict(self.item()) if has_attributes else {})

    def pairs(self, has_attributes, has_tag):
        found = []
        while True:
            if has_attributes:
                self.item()
            found.append((self.item() if has_tag else None, self.item()))
            flags = self.integer()
            if flags & 0xFF == 0xFE:
                return found
            if flags & 0xFF != 2:
                raise ValueError("R data holds a pair list without an end")
            has_attributes, has_tag = flags & 0x200, flags & 0x400

    @staticmethod
    def dressed(value, attributes):
        if "levels" in attributes:
            return [None if n is None else attributes["levels"][n - 1] for n in value]
        if "names" in attributes:
            return dict(zip(attributes["names"], value))
        return value
