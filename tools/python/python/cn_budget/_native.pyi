"""The native part. Use what the package itself offers; only `Rollup` is told in full here."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

EDITION: int
VERSION: str

class Checked:
    def json(self, full: bool = False, proof: bool = False) -> str: ...
    def text(self, lang: str) -> str: ...
    def page(self, lang: str) -> str: ...
    def notes(self, lang: str) -> list[str]: ...

class Rollup:
    """Amounts rolled up a code tree (汇总): what each 类, 款 and 项 comes to, exact at 128 bits.

    A roll-up is a partial sum: it merges with others in any order, pickles, and can be made of the sums
    of a query. A line without a code is kept as open, never dropped.
    """

    def __init__(self, scheme: str = "functional") -> None:
        """No lines. The scheme is 'functional', 'department', 'government' or 'revenue'."""
    @classmethod
    def from_sums(cls, codes: Any, sums: Any, lines: Any, scheme: str = "functional") -> Rollup:
        """The roll-up of sums that a query made, over Arrow columns:
        ``SELECT code, SUM(amount), COUNT(amount) … GROUP BY code``, the amounts as decimals in 元."""
    @classmethod
    def from_json(cls, text: str, scheme: str = "functional") -> Rollup: ...
    def to_json(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def lines(self) -> int:
        """How many lines were added."""
    def add(self, code: str | None, amount: Decimal | int | str) -> None:
        """Adds one line: its code, or None, and its amount in 元."""
    def extend(self, codes: Any, amounts: Any, *, strict: bool = True) -> Mapping[str, int]:
        """Adds a column of codes and one of amounts (decimals in 元), and tells how many were irregular.

        If any is and ``strict`` is set, raises `IrregularLedger` and adds nothing. Otherwise lines with an
        unknown code count as open, and lines without an exact amount do not count."""
    def merge(self, other: Rollup) -> None:
        """Adds the lines of another roll-up of the same scheme."""
    def __add__(self, other: Rollup) -> Rollup: ...
    @property
    def total(self) -> Decimal:
        """合计 in 元."""
    @property
    def open(self) -> Decimal:
        """The sum of the lines without a code, in 元."""
    def get(self, code: str) -> Decimal:
        """The sum of the lines of a code and of all below it, in 元."""
    def sums(self) -> list[tuple[str | None, Decimal]]:
        """What is booked at exactly each code."""
    def to_arrow(self) -> Any:
        """The same as a record batch of Arrow: ``code`` and ``sum``."""
    def nodes(self, year: int = 2026) -> list[tuple[str, str, str | None, Decimal]]:
        """Each code with lines at or below it, as a tree is printed: code, level, name, amount."""
    def text(self, year: int = 2026) -> str:
        """The tree as text."""

def check_bytes(
    data: bytes,
    name: str,
    last_year: tuple[bytes, str] | None = None,
    words: str | None = None,
    profile: str | None = None,
    accept: list[str] = ...,
) -> Checked: ...
def read_bytes(data: bytes, name: str, lang: str) -> tuple[str, list[str]]: ...
def name_of_code(code: str, year: int) -> str | None: ...
def code_parent(code: str) -> str | None: ...
def code_children(code: str, year: int) -> list[tuple[str, str]]: ...
def code_search(text: str, year: int) -> list[tuple[str, str]]: ...
def code_government(code: str, payer: str | None) -> list[str]: ...
def reconcile(
    documents: Any,
    names: Any = None,
    *,
    lang: str = "zh",
    reports: bool = False,
    threads: int = 1,
    longest: int | None = None,
    figures: int | None = None,
    work: int | None = None,
) -> Any: ...
def facts(
    documents: Any,
    names: Any = None,
    *,
    lang: str = "zh",
    threads: int = 1,
    longest: int | None = None,
) -> Any: ...
def code_name(codes: Any, year: int) -> Any: ...
def code_at(codes: Any, level: str) -> Any: ...
def parse_amount(printed: Any, unit: str) -> Any: ...
def reconcile_schema() -> Any: ...
def facts_schema() -> Any: ...
