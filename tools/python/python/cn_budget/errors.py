"""What can go wrong, told in Chinese (``zh``) and in English (``en``)."""

from __future__ import annotations

__all__ = [
    "CnBudgetError",
    "InvalidAmount",
    "InvalidCode",
    "IrregularLedger",
    "UnreadableDocument",
]


class CnBudgetError(ValueError):
    """What all exceptions of this package have in common."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class UnreadableDocument(CnBudgetError):
    """A file that is no disclosure, or cannot be read."""


class InvalidCode(CnBudgetError):
    """A text that is no code of the classification."""


class InvalidAmount(CnBudgetError):
    """A text that is no exact amount, or one out of range."""


class IrregularLedger(CnBudgetError):
    """Lines with unknown codes, or without an exact amount."""
