"""The web page: one file that stands alone, with targets for its links and text that stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from satmodel.errors import SettingError
from satmodel.telling.formats.document import Document
from satmodel.telling.formats.html import write
from satmodel.telling.formats.svg import embed
from tests.telling.documents import EN, FORMULAS, HASH, HOSTILE, SVG, TOWNS, document, figure


class Page(HTMLParser):
    """The tags and texts of a page; every opened element must be closed in turn."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request):
    return Page(write(document(request.param)).decode())


def test_the_same_document_gives_the_same_bytes():
    assert write(document()) == write(document())


def test_nothing_is_asked_of_any_server_and_nothing_runs(page):
    assert page.all("script") == []
    for tag, attributes in page.tags:
        assert tag not in {"iframe", "object", "embed", "img"}
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "xlink:href"):
            assert attributes.get(name, "#").startswith("#")
    text = write(document()).decode()
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) <= {
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "default-src 'none'" in text


def test_every_link_has_a_target_and_no_name_comes_twice(page):
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(names)) == len(names)
    wanted = {attributes["href"][1:] for attributes in page.all("a")}
    assert wanted
    assert wanted <= set(names)


def test_formulas_are_drawn_by_the_browser(page):
    kinds = [attributes["display"] for attributes in page.all("math")]
    assert kinds.count("block") == len(FORMULAS) + 1
    assert kinds.count("inline") == len(TOWNS) + 1


def test_text_arrives_whole_whatever_it_holds(page):
    assert HOSTILE in page.texts
    assert HASH in "".join(page.texts)


def test_the_page_says_its_language_and_fits_a_phone():
    for language, name in (("zh", "zh-CN"), ("en", "en")):
        page = Page(write(document(language)).decode())
        assert page.all("html") == [{"lang": name}]
        assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def test_the_banner_stands_on_the_screen_and_on_printed_pages():
    text = write(document(banner="模拟")).decode()
    assert '<p class="banner" role="note">模拟</p>' in text
    assert '@top-center { content: "\\006a21\\0062df"' in text
    assert "@top-center" not in write(document(banner=None)).decode()


def test_a_banner_cannot_leave_the_style_sheet():
    text = write(document(banner='"; } </style><script>x</script>')).decode()
    assert Page(text).all("script") == []


def test_the_table_of_contents_leads_to_every_heading_down_to_its_depth():
    text = write(document()).decode()
    listed = re.search(r"<nav.*?</nav>", text, re.DOTALL).group()
    assert re.findall(r">([^<]+)</a>", listed) == ["一、样本", "二、方法", "（一）方差", "附表"]


def test_numbers_do_not_wrap_and_fingerprints_do(page):
    cells = page.all("td")
    assert [cell["class"] for cell in cells[:4]] == ["left", "right number", "center number", "left long"]


def test_the_figure_says_what_it_shows(page):
    (drawing,) = page.all("svg")
    assert drawing["role"] == "img"
    assert drawing["aria-labelledby"] == "figure-1-title figure-1-description"
    assert "四个单位的位次" in page.texts


def test_a_drawing_gets_its_own_names_and_the_pages_size():
    made = embed(SVG, name="figure-2", title="a", description="b")
    assert 'viewBox="0 0 40 20"' in made
    assert 'clip-path="url(#figure-2-c)"' in made
    assert 'href="#figure-2-p"' in made
    assert "#figure-2-drawing *{" in made
    assert "<?xml" not in made
    assert "metadata" not in made
    assert 'width="40pt"' not in made


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        '<image href="https://example.org/a.png"/>',
        '<rect onclick="x"/>',
        "<foreignObject/>",
        '<rect fill="url(https://example.org/a)"/>',
        "<style>@import 'x'</style>",
        "<g>",
    ],
)
def test_a_drawing_that_does_not_stand_alone_is_refused(inside):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(SettingError, match="figure-1"):
        write(Document("t", "", "en", (figure(svg=drawing),), EN))


def test_what_is_no_drawing_is_refused():
    for text in ("<html/>", '<svg xmlns="http://www.w3.org/2000/svg"/>'):
        with pytest.raises(SettingError, match="drawing of x"):
            embed(text, name="x", title="", description="")
