"""Drawings made fit to stand inside a page: alone, named, and without anything that reaches out."""

from __future__ import annotations

import re

from lxml import etree

from satmodel.errors import SettingError

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_POINT = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)


def embed(svg: str, *, name: str, title: str, description: str) -> str:
    """A drawing as an element of a web page.

    Its names get a prefix, so that several drawings live in one page; its size follows the page; it gets a title and a
    description for those who cannot see it.

    Args:
        svg: the drawing's text.
        name: the prefix, such as ``"figure-1"``.
        title, description: what the drawing is and what it shows.

    Raises:
        SettingError: text that is no SVG, or that holds scripts or links to elsewhere.
    """
    root = _parsed(svg, name)
    for node in list(root.iter()):
        _check(node, name)
        _rename(node, name)
    _clean(root)
    _size(root, name)
    root.set("id", f"{name}-drawing")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-description")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        node = etree.Element(f"{{{_SVG}}}{tag}", nsmap=root.nsmap)
        node.set("id", f"{name}-{'title' if tag == 'title' else 'description'}")
        node.text = text
        root.insert(place, node)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _parsed(svg: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise SettingError(f"the drawing of {name} is not well-formed: {error}") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise SettingError(f"the drawing of {name} is no SVG: it begins with {root.tag}")
    return root


def _check(node: etree._Element, name: str) -> None:
    tag = etree.QName(node).localname
    links = [value for key, value in node.attrib.items() if etree.QName(key).localname == "href"]
    reaching = any(not link.startswith(("#", "data:image/")) for link in links)
    events = any(etree.QName(key).localname.lower().startswith("on") for key in node.attrib)
    styled = any(_OUTSIDE.search(text) for text in (*node.attrib.values(), node.text or "" if tag == "style" else ""))
    if tag in {"script", "foreignObject", "iframe"} or reaching or events or styled:
        raise SettingError(
            f"the drawing of {name} holds a script or a link to elsewhere (<{tag}>); it must stand alone"
        )


def _rename(node: etree._Element, name: str) -> None:
    for key, value in node.attrib.items():
        if key == "id":
            node.set(key, f"{name}-{value}")
        elif key in {"href", _LINK} and value.startswith("#"):
            node.set(key, f"#{name}-{value[1:]}")
        else:
            node.set(key, _POINT.sub(rf"url(#{name}-\1)", value))
    if etree.QName(node).localname == "style" and node.text:
        node.text = re.sub(r"(^|\})\s*\*\s*\{", rf"\1#{name}-drawing *{{", node.text)


def _clean(root: etree._Element) -> None:
    for node in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(node)


def _size(root: etree._Element, name: str) -> None:
    if root.get("viewBox") is None:
        sizes = [re.match(r"[0-9.]+", root.get(side, "")) for side in ("width", "height")]
        if None in sizes:
            raise SettingError(f"the drawing of {name} states neither viewBox nor width and height")
        root.set("viewBox", "0 0 " + " ".join(size.group() for size in sizes if size))
    for side in ("width", "height"):
        root.attrib.pop(side, None)
