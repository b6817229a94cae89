"""公布表格、分母与问题清单的用语。"""

PROBLEMS = {
    "percent_mixed": "“{value:text}”（{role:role}）可能是比例，也可能是百分数；{where:text}为“{other:text}”。",
    "percent_mixed+remedy": (
        "请在单元格中写明百分号（如“95.74%”），或用 shares= 说明不带百分号的数字是 'percent' 还是 'share'。"
    ),
    "share_outside": "“{value:text}”（{role:role}）不在0到100%之间。",
    "share_outside+remedy": "请更正该单元格。",
    "unit_repeated": "“{value:text}”在第{first_row:text}行已经出现。",
    "unit_repeated+remedy": "请删去重复的一行，或更正名称。",
    "rank_contradicts": "“{item:text}”公布的位次“{value:text}”与公布的得分不符，按得分应为第{low:integer}至{high:integer}位。",
    "rank_contradicts+remedy": "请更正得分或位次；也可以去掉 ranks_printed=，改用 printed_table() 逐一列出。",
    "score_outside": "“{value:text}”（{item:text}）不在计分范围{lowest:text}至{highest:text}之内。",
    "score_outside+remedy": "请更正该单元格，或更正计分范围。",
    "n_too_small": "样本量“{value:text}”小于2。",
    "n_too_small+remedy": "请更正该单元格；它应是得分背后的样本量。",
    "word_unknown": "“{value:text}”（{role:role}）不在词表中。",
    "word_unknown+remedy": "名称相近的有：{near:listed}。请更正该单元格，或在 vocabulary= 中说明这个词的含义。",
    "word_unknown+remedy.no near": "词表中有：{known:listed}。请更正该单元格，或在 vocabulary= 中说明这个词的含义。",
    "count_expected": "“{value:text}”（{role:role}）不是件数。",
    "count_expected+remedy": "请填写整数。",
    "rate_without_n": "件数为{count:integer}时，没有任何分母能得出公布的比率“{value:text}”。",
    "rate_without_n+remedy": "请更正件数或比率；比率的小数位多于所写时，请用 decimals= 写明。",
}
