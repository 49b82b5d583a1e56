"""科目: codes, their official names, and the codes around them.

The classification is told by the first digit: 1 revenue, 2 functional, 3 department economic,
5 government economic.

>>> from cn_budget import codes
>>> codes.name("2050202")
'小学教育'
>>> codes.parent("2050202")
'20502'
"""

from __future__ import annotations

from . import _native

__all__ = ["children", "government", "name", "parent", "search"]

#: The edition of the catalogue that is asked unless another year is named: the last.
EDITION: int = _native.EDITION


def name(code: str, year: int = EDITION) -> str | None:
    """The official name of a code in the edition of a year, None where that does not know it.

    Raises :class:`cn_budget.InvalidCode` for what is no code.
    """
    return _native.name_of_code(code, year)


def parent(code: str) -> str | None:
    """The code above a code, None for a 类.

    Raises :class:`cn_budget.InvalidCode` for what is no code.
    """
    return _native.code_parent(code)


def children(code: str, year: int = EDITION) -> dict[str, str]:
    """The codes right below a code, with their names.

    Raises :class:`cn_budget.InvalidCode` for what is no code.
    """
    return dict(_native.code_children(code, year))


def search(text: str, year: int = EDITION) -> dict[str, str]:
    """The codes of all classifications whose names hold a text, with their names."""
    return dict(_native.code_search(text, year))


def government(code: str, payer: str | None = None) -> list[str]:
    """The government economic codes that a department economic code goes to.

    ``payer`` is ``'administrative'`` (行政单位), ``'institution'`` (事业单位) or None for whichever.
    Raises :class:`cn_budget.InvalidCode` for what is no department economic code.
    """
    return _native.code_government(code, payer)
