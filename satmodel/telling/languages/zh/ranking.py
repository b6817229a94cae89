"""名次与差距的句子。"""

SENTENCES = {
    "ranks.leader.alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "其名次的{level:percent0}区间为{rank_low rank_high:places}，单独居首可以确认。"
    ),
    "ranks.leader.not alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "其名次的{level:percent0}区间为{rank_low rank_high:places}，单独居首不能确认。"
    ),
    "ranks.also_first": "名次区间同样包含第1位的还有{names:names}，与首位的先后不能确认。",
    "ranks.also_first.no names": "",
    "ranks.pairs": "{level:percent0}置信水平下，{pairs:integer}对单位中有{resolved:integer}对的先后可以确认，其余不能确认。",
    "ranks.pairs.kind=simultaneous": (
        "{level:percent0}置信水平下同时判断{pairs:integer}对单位，有{resolved:integer}对的先后可以确认，其余不能确认。"
    ),
    "ranks.bottom": "居末位的是{name:name}；在{count:integer}个单位中，其名次区间为{rank_low rank_high:places}。",
    "ranks.tied": "{names:names}得分相同，并列第{rank:integer}位。",
    "ranks.knife_edge": (
        "{names:names}的名次区间有一端处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能使这一端移动。"
    ),
    "ranks.apart": "{name:name}不参加排名：{reason:reason}。",
    "ranks.marginal": "各名次区间逐一成立，只能单独看某一个单位，不能把两个单位的区间放在一起比较。",
    "gaps.pair.established": (
        "{a:name}比{b:name}高{gap:size}分，差值的{level:percent0}置信区间为{low high:interval}分，差距可以确认。"
    ),
    "gaps.pair.established.negative gap": (
        "{a:name}比{b:name}低{gap:size}分，差值的{level:percent0}置信区间为{low high:interval}分，差距可以确认。"
    ),
    "gaps.pair.not established": (
        "{a:name}比{b:name}高{gap:size}分，差值的{level:percent0}置信区间为{low high:interval}分，"
        "差距不能确认，宜称“并列”；按现有样本，差距达到{detectable:points}分才可以确认。"
    ),
    "gaps.pair.not established.negative gap": (
        "{a:name}比{b:name}低{gap:size}分，差值的{level:percent0}置信区间为{low high:interval}分，"
        "差距不能确认，宜称“并列”；按现有样本，差距达到{detectable:points}分才可以确认。"
    ),
    "gaps.pair.not established.zero gap": (
        "{a:name}与{b:name}得分相同，差值的{level:percent0}置信区间为{low high:interval}分，"
        "差距不能确认，宜称“并列”；按现有样本，差距达到{detectable:points}分才可以确认。"
    ),
    "gaps.pair.not comparable": "{a:name}与{b:name}无法比较。",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": "若每个单位的样本量不足{n_turn:integer}，同样大小的差距就不能确认。",
    "gaps.pair+turn.not established": "每个单位的样本量达到{n_turn:integer}，同样大小的差距才可以确认。",
    "gaps.pair+turn.not established.endless n_turn": "这样大小的差距，任何样本量都不够确认。",
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.not established.no n_turn": "",
    "gaps.family": (
        "共比较{pairs:integer}对（{adjust:term}，{level:percent0}置信水平）：{established:integer}对差距可以确认，"
        "{not_established:integer}对不能确认；按现有样本能够确认的最小差距，各对为"
        "{smallest_detectable largest_detectable:span}分。"
    ),
    "gaps.margin": "整个区间都在{margin:points}分以外的差距，才判为可以确认。",
    "gaps.margin.zero margin": "",
}
