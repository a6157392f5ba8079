from cms.records.enums import KINDS_BY_PATH


class KindPathConverter:
    """A kind's address (`policies`) to its code (`policy`); addresses are built from the former."""

    regex = "|".join(KINDS_BY_PATH)

    def to_python(self, value: str) -> str:
        return KINDS_BY_PATH[value]

    def to_url(self, value: str) -> str:
        if value not in KINDS_BY_PATH:
            raise ValueError(value)
        return value
