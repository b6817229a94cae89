"""抽样设计：两级抽样的句子。"""

TERMS = {
    "role.second": "第二级抽样群",
    "role.second_population": "第二级总体数",
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
}
