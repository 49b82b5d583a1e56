"""科目: codes, their official names, and the codes around them.

>>> from cn_budget import codes
>>> codes.name("2050202")
'小学教育'
>>> codes.parent("2050202")
'20502'
"""

from ._native import code_children as children
from ._native import code_government as government
from ._native import code_parent as parent
from ._native import code_search as search
from ._native import name_of_code as name

__all__ = ["children", "government", "name", "parent", "search"]
