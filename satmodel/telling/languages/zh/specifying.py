"""各种口径组合下的得分、名次和判断。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_PAIR = "{a:name}高于{b:name}：{count:integer}种口径中，{count_established:integer}种可以确认，{count_open:integer}种不能确认"

SENTENCES = {
    "sensitivity.tried": "对{units:integer}个单位，用同一批回答比较了{count:integer}种口径：原口径和其他选择的组合。",
    "sensitivity.tried+coding": "其他赋分：{coding:names}。",
    "sensitivity.tried+coding.no coding": "",
    "sensitivity.tried+opinion": "无意见回答分别按{no_opinion:names}计。",
    "sensitivity.tried+opinion.no no_opinion": "",
    "sensitivity.tried+weights": "其他权数：{weights:names}。",
    "sensitivity.tried+weights.no weights": "",
    "sensitivity.tried+items": "其他分项权重：{items:names}。",
    "sensitivity.tried+items.no items": "",
    "sensitivity.tried+respondents": "剔除部分受访者：{respondents:names}。",
    "sensitivity.tried+respondents.no respondents": "",
    "sensitivity.tried+alone": "另对{alone:integer}组受访者（如访员）逐一剔除，其他不变。",
    "sensitivity.tried+alone.zero alone": "",
    "sensitivity.first": (
        "按原口径居首位的是{names:names}，{count:integer}种口径中有{held:integer}种相同；其他口径下{others:names}并列或居首位。"
    ),
    "sensitivity.first.no others": "按原口径居首位的是{names:names}，{count:integer}种口径中有{held:integer}种相同。",
    "sensitivity.ranks": (
        "{count:integer}个单位中有{still:integer}个在各种口径下名次不变；变动最大的是{name:name}，原口径第{rank:integer}名，"
        "各口径下为{rank_best rank_worst:places}。"
    ),
    "sensitivity.ranks.zero moved": "{count:integer}个单位在各种口径下名次都不变。",
    "sensitivity.ranks+score": "按原赋分，得分变动最大的是{widest:name}，在{low:points}分到{high:points}分之间。",
    "sensitivity.pairs": (
        "{pairs:integer}对单位中，先后次序在各种口径下都可以确认的有{always:integer}对（每种口径全部各对的置信水平为"
        "{level:percent0}），部分口径下可以确认的{some:integer}对，各种口径下都不能确认的{never:integer}对；原口径下不能确认的，"
        "领先达到{smallest_detectable largest_detectable:span}分才可以确认。"
    ),
    "sensitivity.pairs.no smallest_detectable": (
        "{pairs:integer}对单位中，先后次序在各种口径下都可以确认的有{always:integer}对（每种口径全部各对的置信水平为"
        "{level:percent0}），部分口径下可以确认的{some:integer}对，各种口径下都不能确认的{never:integer}对。"
    ),
    "sensitivity.pairs+reversed": "有{reversed:integer}对，在某种口径下可以确认的次序与原口径相反。",
    "sensitivity.pairs+reversed.zero reversed": "",
    "sensitivity.pair": _PAIR + "。",
    "sensitivity.pair+turned": "另有{count_turned:integer}种样本次序相反，但不能确认。",
    "sensitivity.pair+turned.zero count_turned": "",
    "sensitivity.pair+reversed": "有{count_reversed:integer}种可以确认次序相反。",
    "sensitivity.pair+reversed.zero count_reversed": "",
    "sensitivity.pair+unjudged": "有{count_unjudged:integer}种口径下其中一方没有标准误。",
    "sensitivity.pair+unjudged.zero count_unjudged": "",
    "sensitivity.unjudged": "某些口径（最多{most:integer}种）下没有标准误、只按得分排名的有{names:names}。",
    "sensitivity.more_pairs": "这样的还有{more:integer}对，见各对的表。",
    "sensitivity.choice": (
        "单独改变一项时，{choice:kind}“{option:name}”对名次影响最大：{moved:integer}个单位名次变动，最多{largest_move:integer}位。"
    ),
    "sensitivity.choice.zero moved": "单独改变任何一项，名次都不变。",
    "sensitivity.turning": "{choice:kind}“{option:name}”改变的判断最多：{turned:integer}对单位。",
    "sensitivity.turning.zero turned": "单独改变任何一项，各对单位的判断都不变。",
    "sensitivity.apart": "{name:name}没有列入：{reason:reason}。",
}

HEADS = {
    "held": "名次相同的口径占比",
    "estimate_low": "最低得分",
    "estimate_high": "最高得分",
    "set_low": "可能的最好名次",
    "set_high": "可能的最差名次",
    "estimate_range": "各口径得分",
    "rank_range": "各口径名次",
    "set_range": "可能的名次",
}

TERMS = {
    "kind.coding_choice": "赋分",
    "kind.no_opinion_choice": "无意见回答的处理",
    "kind.weights_choice": "权数",
    "kind.items_choice": "分项权重",
    "kind.respondents_choice": "剔除",
}

CAPTIONS = {"sensitivity": "各种口径下的得分与名次"}

PICTURES = {
    "specifications.axis": "左：名次（菱形：原口径；圆圈：其他口径，圈越大口径越多）",
    "specifications.side": "领先下一名的判断：口径占比",
    "specifications.yes": "{yes:verdict}",
    "specifications.no": "{no:verdict}",
    "specifications.turned": "次序相反，不能确认",
    "specifications.reversed": "可以确认相反",
    "specifications.unjudged": "无法判断",
    "specifications.alt": (
        "每行一个单位，标出{count:integer}种口径下得到的各个名次。{still:integer}个单位在各种口径下名次"
        "不变。右侧横条表示其领先下一名在多大比例的口径下可以确认。"
    ),
}

TITLES = {"sensitivity": "对口径选择的敏感性"}

METHODS = {
    "sensitivity": (
        Line(
            "用同一批回答，在{count:integer}种口径下计算得分、名次和判断：所列各项选择的全部组合，第一种是本轮的原口径。"
        ),
        Line("原赋分之外的赋分：{coding_tried:names}。", when=("coding_tried",)),
        Line("无意见回答分别按{no_opinion_tried:names}计。", when=("no_opinion_tried",)),
        Line("原权数之外的权数：{weights_tried:names}。", when=("weights_tried",)),
        Line("原分项权重之外的权重：{items_tried:names}。", when=("items_tried",)),
        Line(
            "剔除的受访者：{respondents_tried:names}；其余受访者按同一样本的一部分处理。",
            when=("respondents_tried",),
        ),
        Line("另对{alone:integer}组受访者逐一剔除，其他不变。", when=("alone",)),
        Line(
            "每种口径下，全部各对单位一并判断（置信水平{level:percent0}）。各种口径用的是同一个样本；相同的口径有多少，说明结论取决于哪些"
            "选择，不表示把握的大小。"
        ),
    ),
}
