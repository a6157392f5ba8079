"""统一社会信用代码, GB 32100-2015: 18 characters, the last one a check character (ISO 7064-like, modulus 31)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(first17: str) -> str:
    """The 18th character for the first 17. ValueError for a character outside the alphabet."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    if len(code) != 18 or any(character not in ALPHABET for character in code):
        return False
    return check_character(code[:17]) == code[17]
