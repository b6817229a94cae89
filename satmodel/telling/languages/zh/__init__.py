"""中文。"""

from satmodel.telling.language import Language
from satmodel.telling.languages.zh import describing, driving, moving, ranking
from satmodel.telling.languages.zh.heads import CAPTIONS, HEADS
from satmodel.telling.languages.zh.pictures import PICTURES
from satmodel.telling.languages.zh.problems import PROBLEMS
from satmodel.telling.languages.zh.terms import REASONS, TERMS, VERDICTS, WORDS

LANGUAGE = Language(
    code="zh",
    name="中文",
    sentences={**describing.SENTENCES, **ranking.SENTENCES, **moving.SENTENCES, **driving.SENTENCES},
    heads=HEADS,
    verdicts=VERDICTS,
    reasons=REASONS,
    terms=TERMS,
    captions=CAPTIONS,
    pictures=PICTURES,
    problems=PROBLEMS,
    words=WORDS,
)
