"""不带区间的相对重要性：句子、表头、图和方法说明。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "importance.fit": (
        "各分项合起来解释“{outcome:name}”变异的{r2:percent}；依据{n:integer}行各列齐全的数据，另有{lost:integer}行有缺失，未用。"
    ),
    "importance.fit.no n": "各分项合起来解释“{outcome:name}”变异的{r2:percent}。",
    "importance.fit.zero lost": "各分项合起来解释“{outcome:name}”变异的{r2:percent}；依据全部{n:integer}行数据。",
    "importance.few_rows": (
        "{count:integer}个分项只有{n:integer}行数据，平均每项不足{fewest:integer}行：即使各分项与结果毫无关联，"
        "仅凭偶然也会显得解释了约{chance:percent}的变异。"
    ),
    "importance.group": "{group:name}一组占变异的{importance:percent}，占可解释部分的{share:percent}。",
    "importance.item": "{item:name}占变异的{importance:percent}，占可解释部分的{share:percent}。",
    "importance.item.no share": "{item:name}：变异的{importance:percent}。",
    "importance.item.no share.method=betasq": "{item:name}标准化回归系数的平方为{importance:number}。",
    "importance.fit+method.method=first": "以下是各分项单独能解释的部分，各项不能相加。",
    "importance.fit+method.method=last": "以下是各分项在其他分项之外另能解释的部分，各项不能相加。",
    "importance.fit+method.method=betasq": "以下是各分项标准化回归系数的平方，各项不能相加。",
    "importance.fit+method": "",
    "importance.negative": (
        "{items:names}算出的部分为负：回归系数与相关系数方向相反。可解释的部分不应为负，宜改用Shapley值。"
    ),
    "importance.collinear": "{items:names}可由其他分项推出，共有的部分由它们分摊；只留其中一项时，这一部分都归该项。",
    "importance.collinear.method=first": "{items:names}可由其他分项推出；这里逐项单独计算，共有的部分重复计入。",
    "importance.collinear.method=last": "{items:names}可由其他分项推出，在其他分项之外不再增加解释。",
    "importance.constant": "{items:names}的数值全部相同，不能参加分析。",
    "importance.sampled": (
        "以上数值由{orders:integer}种抽取的分项进入次序得到，由此产生的标准误最大为变异的{se:pp}个百分点。"
    ),
    "importance.no_interval": (
        "这里没有区间，各分项的先后能否确认未作判断。以上是分项与“{outcome:name}”的统计关联，不是因果效果。"
    ),
}

HEADS = {"group_importance": "本组对R²的贡献"}

CAPTIONS = {"importance": "各分项的相对重要性（不带区间）"}

PICTURES = {
    "importance.axis.of=share": "占可解释部分的份额",
    "importance.axis.of=coefficient": "标准化回归系数的平方",
    "importance.value.of=coefficient": "平方",
    "importance.alt.of=coefficient": (
        "{count:integer}个分项标准化回归系数的平方；最大的是{highest:name}（{highest_value:number}）。"
    ),
    "importance.axis.of=variance": "占结果变异的百分比",
    "importance.value.of=share": "份额",
    "importance.value.of=variance": "占比",
    "importance.alt.of=share": "{count:integer}个分项的相对重要性；份额最大的是{highest:name}（{highest_value:percent}）。",
    "importance.alt.of=variance": (
        "{count:integer}个分项各占结果变异的百分比；最大的是{highest:name}（{highest_value:percent}）。"
    ),
}

TITLES = {"importance": "各分项的相对重要性（不带区间）"}

METHODS = {
    "importance": (
        Line(
            "各分项的重要性是它在所有可能的分项组合里平均带来的R²（Shapley值，即LMG）：",
            when=("method=shapley", "not item_groups"),
            formula="shapley",
        ),
        Line(
            "分项归为若干组，整组进入：R²先在各组之间分摊，各组所得再在组内m个分项之间分摊"
            "（Owen值；K是其余各组的组合，共有G组）：",
            when=("item_groups",),
            formula="owen",
        ),
        Line(
            "分项较多，由{orders:integer}种抽取的次序计算，每个分项在每个位置出现的次数相同。",
            when=("orders",),
        ),
        Line(
            "各分项的重要性为Johnson相对权重（与Genizi的算法结果相同）；C为各分项之间的相关系数，r为各分项与结果的相关系数：",
            when=("method=johnson",),
            formula="relative_weight",
        ),
        Line(
            "各分项的重要性按Genizi的算法得到（与Johnson相对权重结果相同）；C为各分项之间的相关系数，r为各分项与结果的相关系数：",
            when=("method=genizi",),
            formula="relative_weight",
        ),
        Line(
            "各分项的重要性为CAR得分的平方；C为各分项之间的相关系数，r为各分项与结果的相关系数：",
            when=("method=car",),
            formula="car",
        ),
        Line(
            "各分项的重要性为标准化回归系数与相关系数之积（Pratt的算法），可能为负；"
            "C为各分项之间的相关系数，r为各分项与结果的相关系数：",
            when=("method=pratt",),
            formula="pratt",
        ),
        Line("各分项的重要性为单独与结果的相关系数的平方。", when=("method=first",)),
        Line("各分项的重要性为它在其他全部分项之外增加的R²。", when=("method=last",)),
        Line("各分项的重要性为标准化回归系数的平方。", when=("method=betasq",)),
        Line("各项之和不等于R²。", when=("not sums",)),
        Line("有缺失的{lost:integer}行未用，使用的有{n:integer}行。", when=("lost",)),
        Line("没有计算抽样误差，也不判断各分项的先后。"),
    ),
}
