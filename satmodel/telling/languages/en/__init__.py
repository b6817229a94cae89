"""English."""

from satmodel.telling.language import Language
from satmodel.telling.languages.en import describing, driving, moving, ranking
from satmodel.telling.languages.en.heads import CAPTIONS, HEADS
from satmodel.telling.languages.en.pictures import PICTURES
from satmodel.telling.languages.en.problems import PROBLEMS
from satmodel.telling.languages.en.terms import REASONS, TERMS, VERDICTS, WORDS

LANGUAGE = Language(
    code="en",
    name="English",
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
