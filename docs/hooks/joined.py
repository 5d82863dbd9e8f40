"""One script from the modules of the search: a first search asks for one file instead of six, and loads no comments."""

import re
from collections.abc import Sequence

_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function )", re.MULTILINE)


def join(modules: Sequence[str]) -> str:
    """The modules as one, each after those that it imports; what the last one exports is exported.

    They are written for it: no two have one name at their top level, and no text goes over several lines.
    """
    *inner, last = (_INDENT.sub("", _COMMENT.sub("", _IMPORT.sub("", module))) for module in modules)
    return "".join([*(_EXPORT.sub("", module) for module in inner), last])
