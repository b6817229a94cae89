"""名次的句子。"""

SENTENCES = {
    "ranks.leader.alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "名次的{level:percent0}置信区间为{rank_low rank_high:places}，单独居首可以确认。"
    ),
    "ranks.leader.not alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "名次的{level:percent0}置信区间为{rank_low rank_high:places}，单独居首不能确认。"
    ),
    "ranks.also_first": "名次区间同样包含第1位的还有{names:names}，与首位的先后不能确认。",
    "ranks.also_first.no names": "",
    "ranks.pairs": "{level:percent0}置信水平下，{pairs:integer}对单位中有{resolved:integer}对的先后可以确认，其余不能确认。",
    "ranks.pairs.kind=simultaneous": (
        "{level:percent0}置信水平下同时判断{pairs:integer}对单位，有{resolved:integer}对的先后可以确认，其余不能确认。"
    ),
    "ranks.pairs+unsettled": "按现有样本，不能确认的各对须相差{smallest_detectable largest_detectable:span}分才可以确认。",
    "ranks.pairs+unsettled.no smallest_detectable": "",
    "ranks.bottom": "居末位的是{name:name}；在{count:integer}个单位中，其名次区间为{rank_low rank_high:places}。",
    "ranks.tied": "{names:names}得分相同，并列{rank rank_tied:places}。",
    "ranks.knife_edge": (
        "{names:names}的名次区间有一端处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能使这一端移动。"
    ),
    "ranks.knife_edge.no draws": "{names:names}的名次区间有一端处于临界：差距与临界值几乎相等，多保留一位小数就可能使这一端移动。",
    "ranks.apart": "{name:name}不参加排名：{reason:reason}。",
    "ranks.marginal": "各名次区间逐一成立，只能单独看某一个单位，不能把两个单位的区间放在一起比较。",
}
