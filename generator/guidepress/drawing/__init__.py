"""Charts as static inline SVG: laid out by Graphviz, drawn from the chart itself.

Graphviz gets the sizes of boxes and the arrows between them, never the text. The text is ours, so
no label can be lost, links and names are where assistive technology looks for them, and colors
come from the page's style sheet; attributes give the look where there is none.
"""

from guidepress.drawing.layout import LayoutError
from guidepress.drawing.svg import to_svg

__all__ = ["LayoutError", "to_svg"]
