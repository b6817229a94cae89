"""只列数据、不参加排名的单位。"""

SENTENCES = {
    "rankable.few": "样本少于{fewest:integer}的单位只列数据、不参加排名，共{count:integer}个（{names:names}）。",
    "rankable.few.more": "样本少于{fewest:integer}的单位只列数据、不参加排名，共{count:integer}个（如{names:names}）。",
}

REASONS = {"too_few_to_rank": "样本太少，只列数据，不参加排名"}
