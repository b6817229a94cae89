"""A round's results under their headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from satmodel.estimation.estimates import Estimates
from satmodel.result import Result
from satmodel.rounds.plans.base import Text


@dataclass(frozen=True, slots=True)
class Section:
    """Results that belong under one heading.

    Attributes:
        title: the heading, by language or the same in all.
        results: what to show, in order.
        note: what the reader must know about this section.
        sets: the estimates that are kept for later rounds, by their names.
    """

    title: Text
    results: tuple[Result, ...]
    note: Text | None = None
    sets: Mapping[str, Estimates] = field(default_factory=dict)


SAMPLE = {"zh": "数据与样本", "en": "Data and sample"}
ITEMS = {"zh": "分项得分", "en": "Item scores"}
STANDING = {"zh": "综合得分与名次", "en": "Composite scores and ranks"}
MOVED = {"zh": "与上轮比较", "en": "Change since the previous round"}
MOVED_RANKS = {"zh": "名次的变化，谁进步、退步最大", "en": "Changes of rank, and who moved most"}
WHO_ANSWERED = {"zh": "受访者构成与得分变化", "en": "Who answered, and how they answered"}
SEVERAL = {"zh": "多轮的走势", "en": "Several rounds"}
OFFICIAL = {"zh": "本次调查与上级调查", "en": "This survey beside the official one"}
AWARDS = {"zh": "按名次的奖惩", "en": "Awards and yellow cards"}
CONVERSION = {"zh": "折算为考核分", "en": "Conversion into assessment points"}
CLAIMS = {"zh": "讲话逐句核对", "en": "The speech, sentence by sentence"}
OVERALL = {"zh": "总体评价与各分项", "en": "The overall rating and the items"}
CARRIED = {"zh": "各分项对差距的贡献", "en": "What the items carry of the gaps between units"}
MISSING = {"zh": "缺答处理办法的影响", "en": "Other treatments of missing answers"}
DOMINANCE = {"zh": "各分项之间的优势关系", "en": "Which items dominate which"}
ASYMMETRY = {"zh": "评价差的落差是否大于评价好的加分", "en": "Whether bad answers count for more than good ones"}
PRIORITIES = {"zh": "重要性与得分", "en": "Importance beside scores"}
QUALITY = {"zh": "数据质量", "en": "Data quality"}
RATES = {"zh": "各类回答的比例", "en": "Shares of answers"}
CASE_MIX = {"zh": "受访者构成调整", "en": "Adjustment for who the respondents are"}
SCORING = {"zh": "计分办法的影响", "en": "Other scoring rules"}
SENSITIVITY = {"zh": "对口径选择的敏感性", "en": "What hangs on choices"}
FIRST = {"zh": "首位与前列", "en": "Who may be first"}
TIERS = {"zh": "分档与排名的可靠性", "en": "Tiers, and how far the ranking can be relied on"}
AGAINST = {"zh": "各单位与整体水平", "en": "Each unit against the rest"}
PRECISION = {"zh": "样本量与能确认的差距", "en": "How many interviews a difference needs"}
DESIGN = {"zh": "抽样设计与平均办法", "en": "The design's cost and the averages"}
