"""得分折算为考核分的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_UNIT = (
    "折算为考核分{points:points}分，{level:percent0}置信区间为{low high:interval}分；考核名次第{rank:integer}位，"
    "与其他单位同时判断，尚不能排除的名次为{rank_low rank_high:places}"
)
_MOVED = "；按真实得分排，名次与此不同的概率为{p_moved:percent}。"
_SCORE, _RATE = "{name:name}得{score:points}分，", "{name:name}的比率为{score:points}%，"
_OPEN = "不能确认在其上或其下的有{open:names}；按现有样本，"
_MOST = (
    "的考核名次会变动；变动最大的是{name:name}，由考核分{points:points}分、第{rank:integer}位变为{points_average:points}分、"
    "第{rank_average:integer}位。"
)
_INSTEAD = "如果某个单位不按自己的{what}、而按全部单位的平均{what}（{average:points}{sign}）折算，其他单位不变，"
_ALL = _INSTEAD + "{count:integer}个单位中有{moved:integer}个"

SENTENCES = {
    "convert.rule": "{count:integer}个单位按“{rule:text}”折算为考核分，为{lowest highest:span}分。",
    "convert.rule.no rule": "{count:integer}个单位折算为考核分，为{lowest highest:span}分。",
    "convert.worth": (
        "得分每1分在此相当于考核分{worth_low worth_high:span}分；得分的{level:percent0}置信区间±{half_low half_high:span}分，"
        "相当于考核分±{reach_low reach_high:span}分。"
    ),
    "convert.worth.rates": (
        "比率每1个百分点在此相当于考核分{worth_low worth_high:span}分；比率的{level:percent0}置信区间±{half_low half_high:span}"
        "个百分点，相当于考核分±{reach_low reach_high:span}分。"
    ),
    "convert.worth+answer": "",
    "convert.worth+answer.rates": (
        "{name:name}只有{n:integer}件评价，其中有1件不利，就比全部有利时少得考核分{per_answer:points}分。"
    ),
    "convert.unit": _SCORE + _UNIT + _MOVED,
    "convert.unit.no p_moved": _SCORE + _UNIT + "。",
    "convert.unit.rates": _RATE + _UNIT + _MOVED,
    "convert.unit.rates.no p_moved": _RATE + _UNIT + "。",
    "convert.unit+total": "加上基础分，合计{total:points}分。",
    "convert.unit+total.no total": "",
    "convert.threshold": "分数线{threshold:points}分（{threshold_kind:kind}），全部单位和分数线同时判断（{level:percent0}置信水平）。",
    "convert.threshold.rates": (
        "标准线{threshold:points}%（{threshold_kind:kind}），全部单位和标准线同时判断（{level:percent0}置信水平）。"
    ),
    "convert.threshold+above": "在其上可以确认的有{above:names}。",
    "convert.threshold+above.all_above": "全部{count:integer}个单位在其上，可以确认。",
    "convert.threshold+above.no above": "没有一个单位可以确认在其上。",
    "convert.threshold+below": "在其下可以确认的有{below:names}。",
    "convert.threshold+below.no below": "没有一个单位可以确认在其下。",
    "convert.threshold+below.all_above": "",
    "convert.threshold+open": _OPEN + "相差{smallest_detectable largest_detectable:span}分才可以确认。",
    "convert.threshold+open.rates": _OPEN + "相差{smallest_detectable largest_detectable:span}个百分点才可以确认。",
    "convert.threshold+open.rates.endless smallest_detectable": (
        "不能确认在其上或其下的有{open:names}；评价这样少，无论相差多少都不能确认。"
    ),
    "convert.threshold+open.rates.endless largest_detectable": (
        _OPEN + "最少相差{smallest_detectable:points}个百分点才可以确认，评价最少的单位无论相差多少都不能确认。"
    ),
    "convert.threshold+open.no open": "",
    "convert.threshold+open.rates.no open": "",
    "convert.average": _ALL.replace("{sign}", "分").replace("{what}", "得分") + _MOST,
    "convert.average.zero moved": (
        _INSTEAD.replace("{sign}", "分").replace("{what}", "得分") + "没有一个单位的考核名次会变动。"
    ),
    "convert.average.rates": _ALL.replace("{sign}", "%").replace("{what}", "比率") + _MOST,
    "convert.average.rates.zero moved": (
        _INSTEAD.replace("{sign}", "%").replace("{what}", "比率") + "没有一个单位的考核名次会变动。"
    ),
    "convert.noise": "各单位考核分的差异（方差）中，仅抽样就会造成{share:percent}。",
    "convert.model": "以上概率是根据本次样本和各单位得分的离散程度推算真实得分而得，不是判断结论。",
    "convert.unknown.why=few": "不给出概率：单位不足4个，无从知道各单位得分的离散程度。",
    "convert.unknown.why=bonus": "不给出名次变动的概率：规则奖励进步，须同时知道两轮得分的离散程度。",
    "convert.unknown.why=flat": "不给出概率：有的得分没有误差，或全部评价相同，无从知道各单位得分的离散程度。",
    "convert.apart": "{name:name}没有考核分：{reason:reason}。",
}

REASONS = {"vetoed": "得分低于规则中的否决线"}

TERMS = {
    "kind.rule coefficient": "以得分为系数乘基础分",
    "kind.rule points": "按得分比例计分",
    "kind.rule tiered": "低于分数线按比例扣分",
    "kind.rule pieces": "在给定的分数之间按比例计分",
    "kind.rule bands": "分段计分",
    "kind.rule rank": "按名次计分",
    "kind.rule veto": "一票否决",
    "kind.rule bonus": "进步加分",
    "kind.full": "满分线",
    "kind.floor": "保底线",
    "kind.band": "分段线",
    "kind.veto": "否决线",
    "kind.named": "规则所列",
    "kind.above": "在其上可以确认",
    "kind.below": "在其下可以确认",
    "kind.open": "不能确认",
}

HEADS = {
    "base": "基础分",
    "gain": "进步",
    "points_low": "考核分下限",
    "points_high": "考核分上限",
    "points_interval": "考核分区间",
    "points_se": "考核分的抽样标准差",
    "points_expected": "按真实得分预计的考核分",
    "per_point": "1分相当于考核分",
    "per_answer": "1件评价相当于考核分",
    "p_moved": "名次不同的概率",
    "threshold": "分数线",
    "threshold_kind": "分数线的含义",
    "side": "在上或在下",
    "p_reached": "达到的概率",
    "score_average": "全部单位的平均",
    "points_average": "按平均折算的考核分",
    "rank_average": "按平均折算的名次",
    "points_at_low": "按区间下限的考核分",
    "points_at_high": "按区间上限的考核分",
    "rank_at_low": "按区间下限的名次",
    "rank_at_high": "按区间上限的名次",
}

CAPTIONS = {"convert": "得分折算为考核分"}

PICTURES = {
    "conversion.axis": "考核分（横线为{level:percent0}置信区间，竖虚线为规则的分数线所对应的考核分，上方为分数线）",
    "conversion.axis.zero lines": "考核分（横线为{level:percent0}置信区间）",
    "conversion.points": "考核分",
    "conversion.score": "得分",
    "conversion.alt": (
        "{count:integer}个单位的考核分由高到低排列，圆点为考核分，横线为区间：从{highest_points:points}分（{name:name}）到"
        "{lowest_points:points}分；{lines:integer}条分数线所对应的考核分以虚线标出。"
    ),
    "conversion.alt.zero lines": (
        "{count:integer}个单位的考核分由高到低排列，圆点为考核分，横线为区间：从{highest_points:points}分（{name:name}）到"
        "{lowest_points:points}分。"
    ),
}

TITLES = {"rule": "折算规则", "convert": "得分折算为考核分"}

PROBLEMS = {
    "rule_unreadable": "折算规则无法读取（{said:text}）。",
    "rule_unreadable+remedy": "请写成TOML，每行一个“键 = 值”，并存为UTF-8。",
    "rule_key_unknown": "这里没有“{key:text}”这一键。",
    "rule_key_unknown+remedy": "相近的有：{near:listed}。",
    "rule_key_unknown+remedy.no near": "可用的键有：{known:listed}。",
    "rule_key_missing": "缺少“{key:text}”这一键。",
    "rule_key_missing+remedy": "请补写{key:text}（{wanted:kind}）。",
    "rule_value": "“{key:text}”的值{value:text}不合要求，应为：{wanted:kind}。",
    "rule_value+remedy": "请改为以下之一：{known:listed}。",
    "rule_value+remedy.no known": "请更正该值。",
    "rule_conflict": "规则只能有自己的kind，或者有parts，不能两者都有。",
    "rule_conflict+remedy": "请把kind及其各键移到[[parts]]之下，或删去parts。",
    "rule_conflict.why=nothing given": "规则只有否决，没有计分的部分。",
    "rule_conflict+remedy.why=nothing given": "请增加计分的部分。",
    "rule_conflict.why=two coefficients": "同一基础分乘了两个系数。",
    "rule_conflict+remedy.why=two coefficients": "请只保留一个。",
    "rule_conflict.why=floor above": "保底分不低于最高分。",
    "rule_conflict+remedy.why=floor above": "请更正floor、cap或points。",
    "rule_conflict.why=order without ties": "给出了order，却没有按它区分并列。",
    "rule_conflict+remedy.why=order without ties": '请写ties = "order"。',
    "rule_conflict.why=ties without order": "并列要按次序区分，却没有给出次序。",
    "rule_conflict+remedy.why=ties without order": "请写order = [单位名称]。",
    "rule_conflict.why=rest above": "未列出的名次所得的分高于最后一个列出的名次。",
    "rule_conflict+remedy.why=rest above": "rest请不大于points的最后一个数。",
    "rule_conflict.why=rounding without decimals": "给出了rounding，却没有给出保留几位小数。",
    "rule_conflict+remedy.why=rounding without decimals": "请补写decimals（如decimals = 2），或删去rounding。",
    "rule_conflict.why=twice in order": "有单位在次序中出现多次。",
    "rule_conflict+remedy.why=twice in order": "每个单位只写一次。",
}

TERMS |= {
    "kind.wanted text": "文字",
    "kind.wanted number": "有限的数",
    "kind.wanted positive": "大于0的数",
    "kind.wanted not negative": "0或大于0的数",
    "kind.wanted per": "大于0的数，或“average”（全部单位的平均）",
    "kind.wanted whole": "0到9的整数",
    "kind.wanted numbers": "若干个有限的数",
    "kind.wanted flag": "true或false",
    "kind.wanted names": "若干个名称",
    "kind.wanted falling": "从第1名起的一列数，后面的不大于前面的",
    "kind.wanted pairs": "一个或多个[得分, 考核分]",
    "kind.wanted knots": "两个或多个[得分, 考核分]，得分由小到大",
    "kind.wanted bands": "一个或多个[得分, 考核分]，得分不重复",
    "kind.wanted parts": "一个或多个[[parts]]表",
    "kind.wanted choice": "该键所认的词之一",
}

METHODS = {
    "rule": (
        Line("折算规则为“{name:text}”，公布的出处：{published:text}。", when=("name", "published")),
        Line("折算规则为“{name:text}”。", when=("name", "not published")),
        Line("规则由以下部分组成：{kinds:kinds}。"),
        Line("考核分四舍五入保留{decimals:integer}位小数。", when=("rounding=half_up",)),
        Line("考核分保留{decimals:integer}位小数，其余舍去。", when=("rounding=truncate",)),
    ),
    "convert": (
        Line(
            "考核分只取决于本单位得分时，按其得分折算；{level:percent0}区间取规则f在得分区间（l到u）上的全部取值；"
            "抽样标准差逐段以闭式求出（c、d为一段上的值与斜率，a、b为该段两端的标准正态分位，P为其概率）：",
            when=("single",),
            formula="conversion",
        ),
        Line(
            "区间取自{draws:integer}次联合抽取（种子{seed:text}）的分位数，抽取时用完整的协方差。",
            when=("quantiles",),
        ),
        Line(
            "按名次所计的分，介于同时名次区间中最好与最差名次所得之间；规则的其他部分与它分用置信水平。",
            when=("ranked",),
        ),
        Line("进步为独立的两轮得分之差。", when=("bonus",)),
        Line("比率的区间和判断按二项分布精确计算。", when=("rates",)),
        Line("系数所乘的基础分当作没有误差。", when=("multiplied",)),
        Line("考核分加在没有误差的基础分之上。", when=("added",)),
        Line(
            "总分是得分的线性函数，其名次逐对逐步比较，以{level:percent0}的把握对全部单位同时成立。",
            when=("pairs",),
        ),
        Line(
            "两个单位的总分，在以{level:percent0}的把握对全部单位同时成立的范围不相交时，才判为有先后。",
            when=("not pairs",),
        ),
        Line("全部单位和分数线同时判断（Holm校正）。", when=("thresholds",)),
        Line(
            "概率是给定样本时真实得分的概率：真实得分在各单位间视为正态分布，其离散程度由Paule-Mandel矩法估计，并计入这一估计的误差。",
            when=("believed", "not rates"),
        ),
        Line(
            "概率是给定样本时真实比率的概率：真实比率在各单位间视为贝塔分布，其均值与离散程度的各种可能按件数的似然加权。",
            when=("believed", "rates"),
        ),
        Line("名次不同的概率由真实得分的{draws:integer}次抽取得到（种子{seed:text}）。", when=("moved",)),
        Line("估计值靠近量表一端的单位，计算离散程度时在两端各加半个回答。", when=("widened",)),
    ),
}
