"""Every language says the same things, completely, in the words that the project allows."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from satmodel import survey
from satmodel.errors import SettingError
from satmodel.result import Verdict
from satmodel.telling import writer as writing
from satmodel.telling.language import codes, language

BOOKS = ("sentences", "heads", "verdicts", "reasons", "terms", "captions", "pictures", "titles", "methods", "words")
FILLED = ("sentences", "pictures", "problems")
VOCABULARY = re.findall(
    r"\w+",
    """
unit item round against estimate se low high df n rank gap change contribution share before after p p_adjusted verdict
detectable n_turn weight coefficient coefficient_se correlation knife_edge rank_low rank_high share_low share_high
rank_tied kind file sheet rows row column where answer value message remedy rule header reason total points interval
share_interval rank_interval importance standardised probability ratio first_count count margin level
""",
)


def placeholders(template: str) -> set[tuple[str, str]]:
    parsed = Formatter().parse(template)
    return {(name, (spec or "").split()[0] if spec else "") for _, name, spec, _ in parsed if name is not None}


def values(template: str) -> set[str]:
    return {name for field, _ in placeholders(template) for name in field.split()}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("code", codes())
def test_every_language_has_the_same_keys(book, code):
    first = language(codes()[0])
    assert list(getattr(language(code), book)) == list(getattr(first, book))


@pytest.mark.parametrize("code", codes())
def test_a_sentence_needs_the_same_values_in_every_language(code):
    first, other = language(codes()[0]), language(code)
    for book in ("sentences", "pictures"):
        for key, template in getattr(first, book).items():
            assert values(template) == values(getattr(other, book)[key]), key


@pytest.mark.parametrize("code", codes())
def test_every_placeholder_has_a_format_that_there_is(code):
    spoken = language(code)
    known = writing._SPECS | {"count", "text"}
    for book in FILLED:
        for key, template in getattr(spoken, book).items():
            for field, spec in placeholders(template):
                assert field, f"{key}: a placeholder without a name"
                assert spec in known, f"{key}: {field}:{spec}"


@pytest.mark.parametrize("code", codes())
def test_there_is_a_head_for_the_whole_vocabulary_and_a_word_for_every_verdict(code):
    spoken = language(code)
    assert [name for name in VOCABULARY if name not in spoken.heads] == []
    assert list(spoken.verdicts) == [verdict.value for verdict in Verdict]


@pytest.mark.parametrize("code", codes())
def test_not_established_travels_with_what_the_sample_could_have_established(code):
    for key, template in language(code).sentences.items():
        kind, *marks = re.split(r"(?<=[a-z_])\.(?=[a-z])", key)[1:]
        if "not established" not in marks or "+" in kind or "no detectable" in marks:
            continue
        assert values(template) & {"detectable", "first_rise"}, key


def test_chinese_sentences_keep_to_the_allowed_words():
    for key, template in language("zh").sentences.items():
        plain = "".join(text for text, *_ in Formatter().parse(template))
        assert not re.search("(?<!统计)显著|大幅|明显|相关性强|影响了", plain), key
        assert not re.search(r"[\u4e00-\u9fff][,;:()]|[,;:()][\u4e00-\u9fff]", plain), f"{key}: half-width punctuation"


def test_english_sentences_keep_to_the_allowed_words():
    for key, template in language("en").sentences.items():
        plain = "".join(text for text, *_ in Formatter().parse(template))
        assert not re.search("significant|large |substantial|clear|strong", plain), key


def test_every_fault_of_a_survey_file_has_a_chinese_sentence_and_remedy():
    sources = [path.read_text("utf-8") for path in Path(survey.__file__).parent.rglob("*.py")]
    rules = {rule for source in sources for rule in re.findall(r'problem\(\s*"([a-z_]+)"', source)}
    assert len(rules) > 15
    problems = language("zh").problems
    assert {rule for rule in rules if rule not in problems or f"{rule}+remedy" not in problems} == set()


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(SettingError, match="'en', 'zh'"):
        language("xx")


def test_a_file_that_a_language_lacks_is_named():
    with pytest.raises(SettingError, match=r"satmodel\.telling\.languages\.en\.nothing"):
        language("en").book("nothing")
    assert language("zh").verdicts == language("zh").book("terms").VERDICTS
