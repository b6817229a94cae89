"""回归、人群构成调整与收缩估计的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_LOST = "依据{n:integer}名各列齐全的受访者，另有{lost:integer}人缺少某一列，未用。"
_ALL = "依据全部{n:integer}名受访者。"
_COEFFICIENT = (
    "其他各项不变时，{term:name}的系数为{coefficient:number}，{level:percent0}置信区间为{low high:numbers}"
    "（p {p:p}，自由度{df:text}）"
)
_ODDS = (
    "其他各项不变时，{term:name}的系数为{coefficient:number}，{level:percent0}置信区间为{low high:numbers}"
    "（p {p:p}，自由度{df:text}）；增加一个单位，"
)
_COULD = "关联不能确认；按现有样本，系数达到{detectable:number}才可以确认。"

SENTENCES = {
    "regress.fit": "各项合起来解释“{outcome:name}”变异的{fitted:percent}（R²），" + _LOST,
    "regress.fit.zero lost": "各项合起来解释“{outcome:name}”变异的{fitted:percent}（R²），" + _ALL,
    "regress.fit.family=logit": (
        "以各项说明对“{outcome:name}”回答{answers:names}的优势（McFadden伪R²为{fitted:number}），" + _LOST
    ),
    "regress.fit.family=logit.zero lost": (
        "以各项说明对“{outcome:name}”回答{answers:names}的优势（McFadden伪R²为{fitted:number}），" + _ALL
    ),
    "regress.fit.family=ordinal": (
        "以各项说明对“{outcome:name}”给出更高一级回答的优势（McFadden伪R²为{fitted:number}），" + _LOST
    ),
    "regress.fit.family=ordinal.zero lost": (
        "以各项说明对“{outcome:name}”给出更高一级回答的优势（McFadden伪R²为{fitted:number}），" + _ALL
    ),
    "regress.fit.family=probit": (
        "把对“{outcome:name}”的回答看作正态尺度上的等级，以各项说明（McFadden伪R²为{fitted:number}），" + _LOST
    ),
    "regress.fit.family=probit.zero lost": (
        "把对“{outcome:name}”的回答看作正态尺度上的等级，以各项说明（McFadden伪R²为{fitted:number}），" + _ALL
    ),
    "regress.lost": "有{count:integer}名受访者因缺值未用，缺得最多的是{most_column:name}（{most:integer}人）。",
    "regress.term.established": _COEFFICIENT + "，关联可以确认。",
    "regress.term.not established": _COEFFICIENT + "，" + _COULD,
    "regress.term.established.family=logit": _ODDS + "作出这类回答的优势为原来的{odds:ratio}倍。关联可以确认。",
    "regress.term.not established.family=logit": _ODDS + "作出这类回答的优势为原来的{odds:ratio}倍。" + _COULD,
    "regress.term.established.family=ordinal": _ODDS + "给出更高一级回答的优势为原来的{odds:ratio}倍。关联可以确认。",
    "regress.term.not established.family=ordinal": _ODDS + "给出更高一级回答的优势为原来的{odds:ratio}倍。" + _COULD,
    "regress.apart": "{term:name}没有单独的系数：{reason:reason}。",
    "regress.few": "各系数中最小的自由度为{df:text}；低于4时，区间和p值只是粗略的。",
    "regress.not_causal": "以上是各项与“{outcome:name}”的统计关联（其他各项不变），不说明改变某一项就会改变结果，不是因果效果。",
    "case_mix.fit": (
        "按{covariates:names}对{count:integer}个得分作人群构成调整：假定各单位的受访者构成都与全体（{n:integer}人）相同，"
        "各得多少分。"
    ),
    "case_mix.lost": (
        "有{count:integer}名受访者缺少调整变量，调整前后都未计入；这类受访者占比最高的是{name:name}（{share:percent}）。"
    ),
    "case_mix.largest": (
        "调整变动最大的是{name:name}，由{raw:points}分到{adjusted:points}分，相差{gap:signed}分，"
        "{level:percent0}置信区间为{low high:interval}分。"
    ),
    "case_mix.ranks": "{count:integer}个名次中有{changed:integer}个因调整而改变：{names:names}。",
    "case_mix.ranks.zero changed": "{count:integer}个名次都没有因调整而改变。",
    "case_mix.apart": "{name:name}没有调整后的得分：{reason:reason}。",
    "shrink.spread": (
        "除{covariates:names}所能说明的以外，{count:integer}个单位真实得分的标准差为{tau:points}分，"
        "{level:percent0}置信区间为{low high:interval}分。"
    ),
    "shrink.spread.no covariates": (
        "{count:integer}个单位真实得分的标准差为{tau:points}分，{level:percent0}置信区间为{low high:interval}分。"
    ),
    "shrink.spread.zero tau": (
        "除抽样误差和{covariates:names}所能说明的以外，没有发现{count:integer}个单位的真实得分有差异"
        "（其标准差的{level:percent0}置信区间为{low high:interval}分）。"
    ),
    "shrink.spread.zero tau.no covariates": (
        "除抽样误差以外，没有发现{count:integer}个单位的真实得分有差异（其标准差的{level:percent0}置信区间为"
        "{low high:interval}分）；收缩后的得分都相同。"
    ),
    "shrink.reliability": (
        "排名的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}：按同样的样本量再调查一次，"
        "两次得分的相关系数预计为此数。"
    ),
    "shrink.moved": (
        "变动最大的是{name:name}，由{estimate:points}分（第{rank:integer}位）到{shrunk:points}分（第{rank_shrunk:integer}位）；"
        "其自身得分的信度为{reliability:ratio}。"
    ),
    "shrink.rough": "计算时把标准误当作已知，而其自由度最少只有{df:text}；自由度少的单位，收缩的幅度只是粗略的。",
    "shrink.planning": "收缩后的得分用于工作安排和估计；名次和判断一律依据直接得分。",
    "shrink.apart": "{name:name}没有作收缩：{reason:reason}。",
    "shrink_rates.spread": (
        "{count:integer}个单位的真实比例以{mean:percent}为中心，标准差为{spread:pp}个百分点，"
        "{level:percent0}置信区间为{low high:pps}个百分点。"
    ),
    "shrink_rates.spread.zero spread": (
        "{count:integer}个单位的比例之差没有超出偶然波动，收缩后都是{mean:percent}（真实比例的标准差估计为{spread:pp}个百分点，"
        "{level:percent0}置信区间为{low high:pps}个百分点）。"
    ),
    "shrink_rates.reliability": (
        "排名的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}：按同样的样本量再调查一次，"
        "两次比例的相关系数预计为此数。"
    ),
    "shrink_rates.moved": (
        "变动最大的是{name:name}，由{n:integer}人中的{direct_rate:percent}（第{rank:integer}位）到{shrunk_rate:percent}"
        "（第{rank_shrunk:integer}位）；其自身比例的信度为{reliability:ratio}。"
    ),
    "shrink_rates.planning": "收缩后的比例用于工作安排和估计；名次和判断一律依据直接比例。",
    "shrink_rates.apart": "{name:name}没有作收缩：{reason:reason}。",
}

HEADS = {
    "term": "项",
    "raw": "调整前得分",
    "raw_se": "调整前标准误",
    "adjusted": "调整后得分",
    "adjusted_se": "调整后标准误",
    "rank_adjusted": "调整后名次",
    "shrunk": "收缩后得分",
    "shrunk_se": "收缩后标准误",
    "reliability": "信度",
    "rank_shrunk": "收缩后名次",
    "direct_rate": "直接比例",
    "shrunk_rate": "收缩后比例",
    "shrunk_rate_se": "收缩后比例的标准误",
}

REASONS = {
    "term_constant": "各列齐全的受访者在这一项上全部相同",
    "term_collinear": "它可由前面的各项推出",
    "level_lost": "这一类受访者中没有各列齐全的人",
}

TERMS = {
    "name.constant": "常数项",
    "name.raw": "调整前",
    "name.adjusted": "调整后",
}

PROBLEMS = {
    "numbers_and_text": "这一列是数字，此处却是“{value:text}”。",
    "numbers_and_text+remedy": "请更正单元格，不知道的留空；如果每个值都要作为一类，请在 baseline= 里写上这一列。",
}

CAPTIONS = {
    "adjusted": "人群构成调整后的得分与区间",
    "case_mix": "调整前后的得分",
    "regress": "回归系数",
    "shrink": "直接得分与收缩后的得分",
    "shrink_rates": "直接比例与收缩后的比例",
}

PICTURES = {
    "intervals.axis.of=coefficient": "回归系数（横线为{level:percent0}置信区间）",
    "intervals.axis.of=shrunk": "收缩后的得分（横线为{level:percent0}区间）",
    "intervals.axis.of=shrunk_rate": "收缩后的比例，%（横线为{level:percent0}区间）",
    "intervals.alt.of=coefficient": (
        "{count:integer}个回归系数及其区间，每行一点一线；最高为{highest:name}（{highest_value:number}），"
        "最低为{lowest:name}（{lowest_value:number}）。"
    ),
    "intervals.alt.of=shrunk": (
        "{count:integer}个收缩后的得分及其区间，每行一点一线；最高为{highest:name}（{highest_value:points}），"
        "最低为{lowest:name}（{lowest_value:points}）。"
    ),
    "intervals.alt.of=shrunk_rate": (
        "{count:integer}个收缩后的比例（%）及其区间，每行一点一线；最高为{highest:name}（{highest_value:points}），"
        "最低为{lowest:name}（{lowest_value:points}）。"
    ),
    "change.axis.of=adjusted": "得分：空心为调整前，实心为调整后",
    "change.value.of=adjusted": "调整量与区间",
    "change.note.of=adjusted": "实线为调整量{yes:verdict}，虚线为{no:verdict}",
    "change.alt.of=adjusted": (
        "{count:integer}项调整前后的得分，空心点为调整前，实心点为调整后；{risen:integer}项上调{yes:verdict}，"
        "{fallen:integer}项下调{yes:verdict}，{unsettled:integer}项{no:verdict}。"
    ),
}

TITLES = {
    "adjusted": "人群构成调整",
    "case_mix": "调整前后的比较",
    "regress": "回归",
    "shrink": "小样本单位得分的收缩估计",
    "shrink_rates": "小样本单位比例的收缩估计",
}

METHODS = {
    "adjusted": (
        Line(
            "调整后的得分回答：假定各单位的受访者构成都与全体相同，各得多少分。调整变量的斜率b由含各单位固定效应的回归得到，"
            "再把各单位的平均移到全体的构成：",
            formula="adjusted",
        ),
        Line("有{lost:integer}名受访者缺少调整变量，未计入，已按单位列出人数。", when=("lost",)),
        Line("标准误按抽样设计计算，包含斜率和全体构成的误差。假定调整变量与得分的关系在各单位相同。"),
    ),
    "case_mix": (Line("调整前后用的是同一批受访者，两者之差只来自调整；差值的区间各自以{level:percent0}的把握成立。"),),
    "regress": (
        Line("对“{outcome:name}”的回归系数由加权线性回归得到。", when=("family=linear",)),
        Line("对“{outcome:name}”的回归系数由加权logistic回归得到。", when=("family=logit",)),
        Line("对“{outcome:name}”的回归系数由加权有序logistic回归得到。", when=("family=ordinal",)),
        Line("对“{outcome:name}”的回归系数由加权有序probit回归得到。", when=("family=probit",)),
        Line(
            "标准误按抽样设计计算，由群内合计的得分函数s得到：",
            when=("covariance=design",),
            formula="estimating",
        ),
        Line(
            "标准误按{clusters:integer}个群计算，并对群数少作了校正（CR2），每个系数各有Satterthwaite自由度；分层不参加计算：",
            when=("covariance=cr2",),
            formula="cr2",
        ),
        Line(
            "对“{outcome:name}”的回归中，各列齐全的受访者有{n:integer}人，另有{lost:integer}人缺少某一列，未用。",
            when=("lost",),
        ),
        Line("对“{outcome:name}”的回归中，全部{n:integer}名受访者各列齐全。", when=("not lost",)),
    ),
    "shrink": (
        Line("样本少的单位，得分向全部单位的平均收缩：", when=("not covariates",), formula="shrunk"),
        Line("样本少的单位，得分向各单位已知情况所预测的水平收缩：", when=("covariates",), formula="shrunk"),
        Line("真实得分的方差τ²由Paule-Mandel矩法估计，其区间由Q统计量的轮廓得到。", when=("method=normal",)),
        Line(
            "真实得分的方差τ²由限制性极大似然估计（Fay-Herriot模型），其区间由Q统计量的轮廓得到。",
            when=("method=fay_herriot",),
        ),
        Line("各得分的误差相关，式中的方差v由完整的协方差代替。", when=("not independent",)),
        Line("收缩后的标准误包含b和τ²的误差。排名的信度为", formula="reliability"),
        Line("收缩后的得分只用于工作安排和估计，名次和判断依据直接得分。"),
    ),
    "shrink_rates": (
        Line(
            "样本少的单位，比例向全部单位的比例收缩；真实比例的分布取贝塔分布，由极大似然法拟合：",
            formula="shrunk_rate",
        ),
        Line("人数取有效样本量，抽样设计由此计入。", when=("effective",)),
        Line("收缩后的比例只用于工作安排和估计，名次和判断依据直接比例。"),
    ),
}
