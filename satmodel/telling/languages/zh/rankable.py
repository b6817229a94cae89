"""只列数据、不参加排名的单位，与放宽区间比较的单位。"""

SENTENCES = {
    "rankable.few": "样本少于{fewest:integer}的单位只列数据、不参加排名，共{count:integer}个（{names:names}）。",
    "rankable.few.more": "样本少于{fewest:integer}的单位只列数据、不参加排名，共{count:integer}个（如{names:names}）。",
    "rankable.small": (
        "有{count:integer}个单位（{names:names}）的样本少于{fewest:integer}，仍作比较；样本这样少，置信区间的实际把握低于所标的把握。"
    ),
    "rankable.small.more": (
        "有{count:integer}个单位（如{names:names}）的样本少于{fewest:integer}，仍作比较；样本这样少，置信区间的实际把握低于所标的把握。"
    ),
    "rankable.near_end": (
        "有{count:integer}个单位（{names:names}）的得分靠近量表一端，计算离散程度时在两端各加了半个回答，"
        "与之有关的差值区间因此放宽。"
    ),
    "rankable.near_end.more": (
        "有{count:integer}个单位（如{names:names}）的得分靠近量表一端，计算离散程度时在两端各加了半个回答，"
        "与之有关的差值区间因此放宽。"
    ),
}

REASONS = {"too_few_to_rank": "样本太少，只列数据，不参加排名"}
