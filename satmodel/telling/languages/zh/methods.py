"""方法一节的句子：每种方法若干句，按设置选用。"""

from __future__ import annotations

from satmodel.telling.lines import Line

TITLES = {
    "read": "读取与计分",
    "means": "得分与标准误",
    "published": "只有公布数字时的标准误",
    "average": "综合得分",
    "combine": "线性组合",
    "ranks": "名次区间",
    "gaps": "差距的判断",
    "contributions": "贡献分解",
    "drivers": "总体评价与各分项的关联",
    "count_change": "件数的比较",
}

METHODS = {
    "read": (
        Line("各项答案按计分表换算为分；不计分的答案和空白不算0分，也不进入平均，另行列出份额。"),
        Line("标题行、注释行、合计行和废卷按行号识别并在样本一章列出，不参加计算，也没有删去。"),
    ),
    "means": (
        Line("得分是受访者分值的加权平均：", when=("weighted",), formula="mean"),
        Line("得分是受访者分值的平均（各人权重相同）：", when=("not weighted",), formula="mean"),
        Line("标准误按抽样设计作泰勒线性化：先求每位受访者的影响值", formula="influence"),
        Line(
            "再在{strata:integer}个层、{clusters:integer}个群内合计为T，由群合计之间的差异得到全部得分的协方差：",
            when=("clustered", "stratified"),
            formula="taylor",
        ),
        Line(
            "再在{clusters:integer}个群内合计为T，由群合计之间的差异得到全部得分的协方差：",
            when=("clustered", "not stratified"),
            formula="taylor",
        ),
        Line(
            "再在{strata:integer}个层内，以每位受访者为一群，得到全部得分的协方差：",
            when=("not clustered", "stratified"),
            formula="taylor",
        ),
        Line(
            "再以每位受访者为一群，得到全部得分的协方差：", when=("not clustered", "not stratified"), formula="taylor"
        ),
        Line("抽样比f按给出的总体群数计算。", when=("finite",)),
        Line("总体群数没有给出，抽样比f取0，标准误略偏大。", when=("not finite",)),
        Line("其中{lonely_strata:integer}个层只有一个群，按该群与全部群平均之差的平方计入。", when=("lonely_strata",)),
        Line("同一批人回答各个分项，分项之间的误差相关；综合得分、差距、变化的标准误都由同一个协方差推得。"),
        Line(
            "自由度是有该单位受访者的群数减去层数；由相互独立的部分合成时，按下式合并：",
            formula="satterthwaite",
        ),
    ),
    "published": (
        Line("由标准差得到的标准误为", when=("basis=sd",), formula="sd"),
        Line(
            "来源没有给出标准差，标准误取计分范围{limits:text}分所允许的最大值（受访者逐个随机抽取时；M、L为范围的上、下限）：",
            when=("basis=limits",),
            formula="bound",
        ),
        Line(
            "来源只给出部分标准差；缺少的取计分范围{limits:text}分所允许的最大值：",
            when=("basis=both",),
            formula="bound",
        ),
        Line("标准差{sd:text}分是假定，不是来源公布的数字。", when=("sd",)),
        Line("每个得分的样本量{n:integer}是假定，不是来源公布的数字。", when=("n_assumed",)),
        Line("同一单位分项得分之间的相关系数{correlation:ratio}是假定。", when=("correlation",)),
    ),
    "average": (
        Line("综合得分是各分项得分的算术平均：", when=("over=item", "equal"), formula="composite"),
        Line(
            "综合得分是各分项得分的加权平均，权重为{weights:text}：",
            when=("over=item", "not equal"),
            formula="composite",
        ),
        Line("全体得分是各单位得分的算术平均。", when=("over=unit", "equal")),
        Line("全体得分是各单位得分的加权平均，权重为{weights:text}。", when=("over=unit", "not equal")),
    ),
    "combine": (Line("线性组合的权重为{weights:text}。"),),
    "ranks": (
        Line(
            "名次由得分排出，得分带有抽样误差，名次也就有区间。每个单位的名次区间由可以确认比它高、比它低的单位数得到：",
            when=("not joint",),
            formula="rank_set",
        ),
        Line(
            "名次由得分排出，得分带有抽样误差，名次也就有区间。"
            "一个单位的名次区间，由得分区间整个在它上方、整个在它下方的单位数得到：",
            when=("joint",),
            formula="joint_rank_set",
        ),
        Line(
            "其中c={critical:number}把全部{count:integer}个单位的得分区间放宽到以不低于{level:percent0}的把握同时成立，"
            "名次区间也随之同时成立；这样判断比逐对看差值更严。",
            when=("joint",),
        ),
        Line("自由度较少时，每个得分的区间不用c，改用各自的t分布。", when=("joint", "df")),
        Line(
            "其中c是临界值{critical:number}，使全部{count:integer}个单位的名次区间以{level:percent0}的把握同时成立；"
            "它由{draws:integer}次模拟得到（随机种子{seed:text}），并对已经分开的对逐步收紧。",
            when=("kind=simultaneous", "method=stepdown"),
        ),
        Line(
            "其中c={critical:number}由学生化极差得到，使全部{count:integer}个单位的名次区间以{level:percent0}的把握同时成立。",
            when=("kind=simultaneous", "method=tukey"),
        ),
        Line(
            "其中c={critical:number}是逐步收紧的Bonferroni界，使全部{count:integer}个单位的名次区间以不低于{level:percent0}的把握"
            "同时成立；协方差的自由度太少，不宜据以模拟。",
            when=("kind=simultaneous", "method=bonferroni"),
        ),
        Line(
            "每个单位的名次区间各自以{level:percent0}的把握成立，不能把两个单位的区间放在一起读。",
            when=("kind=marginal",),
        ),
        Line(
            "临界值最大为{critical:number}，用数值积分求得，不用随机数，并对已经分开的对逐步收紧。",
            when=("kind=marginal", "method=stepdown", "not draws"),
        ),
        Line(
            "各得分相关，临界值由{draws:integer}次模拟得到（随机种子{seed:text}），最大为{critical:number}，并对已经分开的对逐步收紧。",
            when=("kind=marginal", "method=stepdown", "draws"),
        ),
        Line(
            "临界值是逐步收紧的Bonferroni界，最大为{critical:number}；协方差的自由度太少，不宜据以模拟。",
            when=("kind=marginal", "method=bonferroni"),
        ),
        Line(
            "标准误的自由度有限，各对的统计量先按自己的自由度换算为尾部概率相同的标准正态值，再与临界值比较。",
            when=("df",),
        ),
        Line("只有确认超过{margin:points}分的差距才算高低之分。", when=("margin",)),
        Line("样本少于{fewest:integer}的{too_few:integer}个单位只列数据、不参加排名。", when=("too_few",)),
        Line(
            "估计值靠近量表一端的单位，计算离散程度时在两端各加半个回答（a、b为估计值到两端的距离）：",
            when=("widened",),
            formula="half_answers",
        ),
    ),
    "count_change": (Line("两个件数之比及其区间为下式；判断用以合计件数为条件的精确二项检验。", formula="ratio"),),
}
