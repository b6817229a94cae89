"""几轮得分放在同一个抽样设计里：各轮有哪些样本单元相同。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "round_means.overlap": "各轮按相互独立处理。",
    "round_means.overlap.overlap=none.overlap_found.clustered": "各轮之间没有名称相同的群，按相互独立处理。",
    "round_means.overlap.overlap=none.overlap_found.not clustered": "各轮没有分群，也没有相同的问卷编号，按相互独立处理。",
    "round_means.overlap.overlap=clusters": (
        "各轮合计{in_all:integer}个群，其中{shared:integer}个在不止一轮中抽到；变化的标准误已计入各轮相同的部分。"
    ),
    "round_means.overlap.overlap=clusters.overlap_found": (
        "各轮合计{in_all:integer}个群，其中{shared:integer}个的名称在不止一轮中出现，按同一个群处理；变化的标准误已计入各轮相同的部分。"
    ),
    "round_means.overlap.overlap=respondents": (
        "各轮合计{in_all:integer}位受访者，其中{shared:integer}位参加了不止一轮；变化的标准误已计入各轮相同的部分。"
    ),
}

REASONS = {"not_in_round": "这一轮没有"}

CAPTIONS = {"round_means": "各轮得分"}

TITLES = {"round_means": "各轮得分"}

METHODS = {
    "round_means": (
        Line("得分是该轮受访者分值的加权平均：", when=("weighted",), formula="mean"),
        Line("得分是该轮受访者分值的平均（各人权重相同）：", when=("not weighted",), formula="mean"),
        Line("各轮受访者合为一个样本。先求每位受访者对得分的影响值", formula="influence"),
        Line(
            "再在{clusters:integer}个群内合计为T；几轮都抽到的群只算一个群，带着它对各轮的影响：",
            when=("overlap=clusters",),
            formula="taylor",
        ),
        Line(
            "再按人合计为T；几轮都接受访问的人只算一个，带着他对各轮的影响：",
            when=("overlap=respondents",),
            formula="taylor",
        ),
        Line(
            "再在群内合计为T；各轮的群各不相同，各轮的误差相互独立：",
            when=("overlap=none", "clustered"),
            formula="taylor",
        ),
        Line(
            "再以每位受访者为一群，各轮相互独立，得到全部得分的协方差：",
            when=("overlap=none", "not clustered"),
            formula="taylor",
        ),
        Line("按名称，{in_all:integer}个群中有{shared:integer}个在不止一轮中抽到。", when=("overlap=clusters",)),
        Line(
            "按问卷编号，{in_all:integer}位受访者中有{shared:integer}位参加了不止一轮。",
            when=("overlap=respondents",),
        ),
        Line("没有任何样本单元重复抽到的层，在各轮分别作为一个层。", when=("shared", "stratified")),
        Line("抽样比f按给出的总体群数计算。", when=("finite",)),
        Line("总体群数没有给出，抽样比f取0，标准误略偏大。", when=("not finite",)),
        Line("其中{lonely_strata:integer}个层只有一个群，按该群与全部群平均之差的平方计入。", when=("lonely_strata",)),
    ),
}
