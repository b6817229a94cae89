"""抽样设计及由其得出的结果：两级抽样、总数、比率、设计效应、几种平均、大文件。"""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "estimates.range.of=totals": (
        "在{count:integer}个总数中，最大的是{highest:name}，为{highest_estimate:points}；"
        "最小的是{lowest:name}，为{lowest_estimate:points}；{level:percent0}置信区间的半宽为{half_low half_high:span}。"
    ),
    "estimates.range.of=totals.one count": (
        "{highest:name}的总数为{highest_estimate:points}，{level:percent0}置信区间的半宽为{half_low:points}。"
    ),
    "estimates.range.of=ratio": (
        "在{count:integer}个比率中，最大的是{highest:name}，为{highest_estimate:number}；"
        "最小的是{lowest:name}，为{lowest_estimate:number}；"
        "{level:percent0}置信区间的半宽为{half_low:number}至{half_high:number}。"
    ),
    "estimates.range.of=ratio.one count": (
        "{highest:name}的比率为{highest_estimate:number}，{level:percent0}置信区间的半宽为{half_low:number}。"
    ),
    "design_effect.range": (
        "与同样人数的简单随机抽样相比，{count:integer}个得分的方差为其{deff_low:ratio}倍（{lowest:name}）至"
        "{deff_high:ratio}倍（{highest:name}）；{highest:name}的{n:integer}名受访者相当于简单随机抽样的{n_effective:integer}名。"
    ),
    "design_effect.range.one count": (
        "与同样人数的简单随机抽样相比，{highest:name}得分的方差为其{deff_high:ratio}倍；"
        "{n:integer}名受访者相当于简单随机抽样的{n_effective:integer}名。"
    ),
    "design_effect.df": (
        "自由度最少的是{fewest:name}，为{df_low:integer}，来自{strata:integer}个层的{clusters:integer}个抽样群；"
        "最多的为{df_high:integer}。"
    ),
    "design_effect.df.not clustered": (
        "受访者逐个抽取；自由度最少的是{fewest:name}，为{df_low:integer}，最多的为{df_high:integer}。"
    ),
    "design_effect.weights": "仅权重不等一项，最多使方差变为{largest:ratio}倍。",
    "design_effect.apart": "{name:name}单独列出：{reason:reason}。",
    "averages.micro": (
        "按全部{n:integer}名受访者合并计算，得分为{estimate:points}分（{level:percent0}置信区间{low high:interval}）；"
        "样本多或权重大的单位所占的比重大。"
    ),
    "averages.macro": (
        "按{units:integer}个单位简单平均，得分为{estimate:points}分（{level:percent0}置信区间{low high:interval}）；"
        "各单位所占的比重相同。"
    ),
    "averages.by_population": (
        "按{units:integer}个单位的人口加权平均，得分为{estimate:points}分（{level:percent0}置信区间{low high:interval}）。"
    ),
    "averages.gap": (
        "{a:kind}比{b:kind}高{gap:size}分，差值的{level:percent0}置信区间（Holm 校正）为{low high:interval}分，"
        "差距{verdict:verdict}；差距达到{detectable:points}分即可以确认。"
    ),
    "averages.gap.negative gap": (
        "{a:kind}比{b:kind}低{gap:size}分，差值的{level:percent0}置信区间（Holm 校正）为{low high:interval}分，"
        "差距{verdict:verdict}；差距达到{detectable:points}分即可以确认。"
    ),
    "averages.gap.zero gap": "{a:kind}与{b:kind}是同一个数。",
    "averages.name": "报告应写明所用的是哪一种平均，各轮比较用同一种。",
    "estimates.small": (
        "有{count:integer}个估计值（{names:names}）的有效回答不足{fewest:integer}人，其置信区间的实际把握低于所标的把握。"
    ),
    "estimates.small.more": (
        "有{count:integer}个估计值（如{names:names}）的有效回答不足{fewest:integer}人，其置信区间的实际把握低于所标的把握。"
    ),
    "estimates.few_clusters": (
        "有{count:integer}个估计值（{names:names}）来自少数抽样群，自由度不足{fewest:integer}；各群人数不等时，"
        "其置信区间的实际把握低于所标的把握。"
    ),
    "estimates.few_clusters.more": (
        "有{count:integer}个估计值（如{names:names}）来自少数抽样群，自由度不足{fewest:integer}；各群人数不等时，"
        "其置信区间的实际把握低于所标的把握。"
    ),
    "estimates.ceiling": (
        "有{count:integer}个估计值（{names:names}）的回答几乎都在计分范围的一端，就其人数而言，"
        "置信区间的实际把握低于所标的把握。"
    ),
    "estimates.ceiling.more": (
        "有{count:integer}个估计值（如{names:names}）的回答几乎都在计分范围的一端，就其人数而言，"
        "置信区间的实际把握低于所标的把握。"
    ),
}

HEADS = {
    "deff": "设计效应",
    "n_effective": "有效样本量",
    "weight_effect": "权重不等的效应",
    "clusters": "抽样群数",
    "strata": "层数",
    "average": "平均的办法",
}

CAPTIONS = {
    "totals": "总数及其区间",
    "ratio": "比率及其区间",
    "design_effect": "设计效应与有效样本量",
    "averages": "各单位合计的得分",
}

REASONS = {
    "no_denominator": "分母合计不大于0",
}

TERMS = {
    "role.second": "第二级抽样群",
    "role.second_population": "第二级总体数",
    "kind.micro": "按受访者平均的得分",
    "kind.macro": "按单位简单平均的得分",
    "kind.by_population": "按人口加权平均的得分",
}

PROBLEMS = {
    "number_expected+remedy.role=second_population": "请填写该抽样群内第二级抽样群的总数（没有第二级抽样群时填人数）。",
    "second_population_differs": "“{cluster:text}”抽样群有不同的第二级总体数：{found:listed}。",
    "second_population_differs+remedy": "同一抽样群的受访者请填同一个第二级总体数。",
    "second_population_too_small": (
        "“{cluster:text}”抽样群的第二级总体数为{population:integer}，少于样本中的{sampled:integer}个。"
    ),
    "second_population_too_small+remedy": "请填写该抽样群内第二级抽样群的总数（没有第二级抽样群时填人数）。",
    "second_population_missing": "second_population= 没有给出“{cluster:text}”抽样群的第二级总体数。",
    "second_population_missing+remedy": "请在 second_population= 中补上；名称相近的有：{near:listed}。",
    "second_population_missing+remedy.no near": "请在 second_population= 中补上。",
    "labels_blank": "有{count:integer}行没有填写{role:role}。",
    "labels_blank+remedy": "请补填，或从文件中去掉这些行。",
    "weights_unusable": "有{count:integer}行的权重为空、不是数或不大于0。",
    "weights_unusable+remedy": "请更正权重；不应计入的行请从文件中去掉。",
    "numbers_unusable": "有{count:integer}行的{role:role}不是数，例如“{value:text}”。",
    "numbers_unusable+remedy": "请只写数字，如75或75.5；答案是文字时请用 scale= 给出计分表。",
    "answers_unknown": "有{count:integer}行的答案不在计分表中，例如“{value:text}”。",
    "answers_unknown+remedy": "请更正，或在计分表中按原样补上；现有答案：{answers:listed}。",
    "cluster_across_strata": "抽样群“{value:text}”同时出现在{strata:listed}等多个层中。",
    "cluster_across_strata+remedy": "请更正所属的层；不同层的抽样群请用不同的名称。",
    "rows_none": "没有一行数据。",
    "rows_none+remedy": "请核对路径和文件。",
}

TITLES = {
    "tally": "由文件合计",
    "design": "抽样设计的规则",
    "totals": "总数",
    "ratio": "比率",
    "design_effect": "设计效应",
    "averages": "各单位的平均",
}

METHODS = {
    "tally": (
        Line(
            "回答由{files:integer}个文件按单位、层、抽样群合计（计算引擎{engine:text}）；每行是一名受访者，各行只读一次。",
            when=("files",),
        ),
        Line("回答由数据表按单位、层、抽样群合计；每行是一名受访者。", when=("not files",)),
        Line("答案按计分表换算为分；空白不进入平均。", when=("points",)),
    ),
    "design": (
        Line(
            "抽样群内又抽取了{second_clusters:integer}个第二级抽样群，其方差乘以第一级抽样比后计入：",
            when=("second_clusters",),
            formula="two_stages",
        ),
        Line("第二级抽样比按给出的总体数计算。", when=("second_finite",)),
        Line("第二级抽样群的总体数没有给出，第二级抽样比取0。", when=("second_clusters", "not second_finite")),
        Line(
            "其中{lonely_left:integer}个层只有一个群，按其余各层方差的平均计入。",
            when=("lonely_left", "lonely=average"),
        ),
        Line(
            "其中{lonely_left:integer}个层只有一个群，不计入方差；这些群若是抽取的，标准误偏小。",
            when=("lonely_left", "lonely=remove"),
        ),
        Line(
            "其中{lonely_left:integer}个层只有一个群，按必然入样处理，不计入方差。",
            when=("lonely_left", "lonely=certainty"),
        ),
    ),
    "totals": (
        Line("总数是受访者数值乘以权重之和：", formula="total"),
        Line("标准误由各抽样群的合计得到，与得分的标准误相同。"),
    ),
    "ratio": (
        Line("比率是两个总数之商，只计两项都有的受访者：", formula="ratio_of_totals"),
        Line("标准误是线性化差值合计的标准误。"),
    ),
    "design_effect": (
        Line(
            "设计效应是得分的方差与同样人数有放回简单随机抽样的方差之比；有效样本量是样本量除以设计效应：",
            when=("replace",),
            formula="design_effect",
        ),
        Line(
            "设计效应是得分的方差与同样人数、从权重合计的总体中不放回简单随机抽样的方差之比；有效样本量是样本量除以设计效应：",
            when=("not replace",),
            formula="design_effect",
        ),
        Line("仅由权重不等产生的效应按Kish的公式计算：", when=("weighted",), formula="kish"),
    ),
    "averages": (
        Line("一种平均按全部受访者合并计算，另一种是{units:integer}个单位得分的简单平均：", formula="averages"),
        Line("第三种按给出的人口对各单位加权。", when=("populations",)),
        Line("几种平均由同一个协方差得到，其间的差值各有标准误。"),
    ),
}
