"""判断用语、原因、设置名称与书写习惯。"""

VERDICTS = {
    "established": "可以确认",
    "not established": "不能确认",
    "not comparable": "无法比较",
}

REASONS = {
    "single_cluster": "样本只来自一个抽样群，不能估计误差",
    "part_not_estimable": "有一个组成部分不能估计",
    "no_answers": "没有可计分的回答",
    "only_before": "只有上一轮的数据",
    "only_after": "只有本轮的数据",
    "single_respondent": "只有一名受访者，不能估计误差",
    "no_variance": "回答全部相同，不能估计误差",
}

TERMS = {
    "none": "未校正",
    "bonferroni": "Bonferroni 校正",
    "holm": "Holm 校正",
    "sidak": "Šidák 校正",
    "tukey": "Tukey 校正",
    "dunnett": "Dunnett 校正",
    "max_t": "最大 t 统计量校正",
    "fdr": "错误发现率校正",
    "marginal": "单独",
    "simultaneous": "同时",
    "unit": "单位",
    "item": "分项",
    "overall": "总体评价",
    "weight": "权重",
    "stratum": "层",
    "cluster": "抽样群",
    "population": "总体数",
    "id": "问卷编号",
    "void": "废卷标记",
    "points": "分值",
    "score": "得分",
    "n": "样本量",
    "sd": "标准差",
    "name": "名称",
    "now": "本轮",
    "before": "上轮",
}

WORDS = {
    "space": "",
    "comma": "、",
    "and": "、",
    "joint": "·",
    "to": "–",
    "minus": " − ",
    "place": "第#位",
    "places": "第#位",
    "thousands": ",",
    "endless": "任何样本量都不够",
    "unbounded": "无上限",
    "unbounded below": "无下限",
    "in all": "等，共{count:integer}个",
    "missing": "—",
    "yes": "✓",
    "more": "另有{rows:integer}行未显示。",
    "verdicts": "判断用语：{names:names}。",
}
