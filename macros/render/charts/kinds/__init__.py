"""The kinds of charts, each in one module: what it asks of its description and numbers, and how it is told, drawn and
made interactive. A module that stands here is found by itself. Nothing heavy is imported, since a check needs the
rules.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
